"""How much a turn belongs to a conversation."""

import datetime as dt

from knowledge.reading.conversations.linking import ENOUGH, Conversation, belonging
from knowledge.reading.conversations.messages import Message, Role
from knowledge.reading.conversations.speech import analyse
from knowledge.reading.conversations.turns import Turn

START = dt.datetime(2024, 3, 1, 20, tzinfo=dt.UTC)


def turn(person: str, text: str, minutes: float = 0, place: int = 0, mentions: frozenset[str] = frozenset()) -> Turn:
    """One message as a turn."""
    time = START + dt.timedelta(minutes=minutes)
    return Turn([Message(place, time, person, text)], analyse(text), place, mentions)


def asked(text: str = "batch norm 在推理时怎么算？") -> Conversation:
    """A question that nobody answered yet."""
    question = turn("甲", text)
    return Conversation([(Role.QUESTION, question)], words=set(question.speech.words))


def test_advice_right_after_belongs() -> None:
    """Near in time and turns, and of the form of an answer."""
    assert belonging(turn("乙", "可以直接用滑动平均", 1, 1), asked(), {}) >= ENOUGH


def test_words_in_common_reach_farther() -> None:
    """Five turns later only what speaks of the same belongs."""
    assert belonging(turn("乙", "batch norm 推理用滑动平均", 9, 6), asked(), {}) >= ENOUGH
    assert belonging(turn("乙", "显卡风扇又响起来", 9, 6), asked(), {}) < ENOUGH


def test_a_name_decides() -> None:
    """Who is called is meant, who is not is not."""
    words = "这个用滑动平均"
    called = belonging(turn("乙", words, 9, 6, frozenset("甲")), asked(), {})
    other = belonging(turn("乙", words, 9, 6, frozenset("丙")), asked(), {})
    assert called >= ENOUGH > other


def test_what_is_forgotten_is_not_taken_up() -> None:
    """The next day it is another matter."""
    assert belonging(turn("乙", "batch norm 推理用滑动平均", 60 * 24, 1), asked(), {}) == 0


def test_common_words_count_less() -> None:
    """By the weights of the chat."""
    reply = turn("乙", "batch norm 推理用滑动平均", 9, 6)
    weights = dict.fromkeys(reply.speech.words, 0.2)
    assert belonging(reply, asked(), weights) < belonging(reply, asked(), {})


def test_an_answer_that_is_removed_answers_no_more() -> None:
    """What was taken for an answer may turn out to be a question of its own."""
    conversation, reply = asked(), turn("乙", "可以直接用滑动平均", 1, 1)
    conversation.add(Role.ANSWER, reply)
    assert conversation.answered
    conversation.remove(reply)
    assert not conversation.answered
    assert conversation.last is conversation.question
