"""What a turn does in a conversation that it belongs to: ask, answer, say more; or begin another after all."""

import datetime as dt
from typing import Final

from knowledge.reading.conversations.linking import Conversation
from knowledge.reading.conversations.messages import Role
from knowledge.reading.conversations.speech import Act
from knowledge.reading.conversations.turns import Turn

ASKING: Final = frozenset({Act.QUESTION, Act.PROBLEM})

_SOON: Final = dt.timedelta(minutes=10)
_COMMENT: Final = 15
_FOUND_OUT: Final = 9


def may_trouble(turn: Turn, reply: Turn) -> bool:
    """Whether a statement is a problem that somebody has, by what it says and what is replied."""
    speech = turn.speech
    if speech.act is not Act.STATEMENT or not speech.words or speech.opens or speech.answers:
        return False
    return reply.speech.answers or (speech.troubled and reply.speech.act is Act.STATEMENT)


def is_new(turn: Turn, conversation: Conversation) -> bool:
    """Whether a question or problem begins a conversation of its own although it fits one."""
    speech = turn.speech
    if speech.act not in ASKING or turn.mentions & {conversation.question.person}:
        return False
    asker = turn.person == conversation.question.person
    near = turn.place - conversation.last.place == 1 and turn.start - conversation.last.end <= _SOON
    if speech.act is Act.PROBLEM:
        fits = conversation.question.speech.wants & speech.gives and not conversation.answered
        return not (asker or (near and fits and speech.answers))
    if asker or speech.opens:
        return speech.opens or not speech.follows
    if turn.mentions:
        return True
    about = conversation.words & speech.words or not (conversation.answered or conversation.silent)
    return not (near and (speech.follows or (about and (speech.inquires or speech.suggests or speech.advises))))


def begins_after_all(reply: Turn, conversation: Conversation, to: tuple[Role, Turn]) -> bool:
    """Whether a reply shows what it replies to, taken for a part of a conversation, to be a question of its own."""
    role, asked = to
    speech, asker = asked.speech, conversation.question.person
    if asked is conversation.question or speech.act not in ASKING:
        return False
    if conversation.silent or asked.person in {asker, reply.person}:
        return conversation.silent
    guessed = asked.messages[0].reply_to is None
    if guessed and speech.act is Act.QUESTION and not (speech.inquires or speech.suggests or speech.follows):
        return True
    asks = role is Role.CONTEXT or (speech.marked and not speech.advises)
    return asks and reply.person != asker and (guessed or not speech.inquires)


def role_of(turn: Turn, conversation: Conversation, to: tuple[Role, Turn] | None = None) -> Role:
    """What a turn does in a conversation; `to` is what it is marked as a reply to."""
    speech = turn.speech
    if turn.person == conversation.question.person:
        found_out = speech.resolves and speech.act is not Act.QUESTION and len(turn.text) > _FOUND_OUT
        return Role.ANSWER if found_out else Role.CONTEXT
    if speech.act is Act.QUESTION and speech.marked and not (speech.suggests or speech.advises):
        return Role.CONTEXT
    if speech.act is Act.ASIDE:
        marked = to is not None and to[1] is conversation.question
        return Role.ANSWER if marked and not speech.marked else Role.CONTEXT
    if to is not None and _is_comment(turn, conversation, to):
        return Role.CONTEXT
    return Role.ANSWER


def _is_comment(turn: Turn, conversation: Conversation, to: tuple[Role, Turn]) -> bool:
    """Whether a reply to somebody other than the asker only talks to them."""
    role, other = to
    if other.person in {conversation.question.person, turn.person}:
        return False
    return role is Role.CONTEXT or not (turn.speech.answers or len(turn.text) >= _COMMENT)
