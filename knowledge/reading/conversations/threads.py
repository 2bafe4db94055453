"""A chat's messages to its questions with their answers, however they are interleaved."""

import datetime as dt
import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from knowledge.reading.conversations.cues import vague_words
from knowledge.reading.conversations.linking import ENOUGH, Conversation, belonging
from knowledge.reading.conversations.messages import Message, Part, Role, Thread
from knowledge.reading.conversations.roles import ASKING, begins_after_all, is_new, may_trouble, role_of
from knowledge.reading.conversations.speech import Act, Speech, analyse, is_verdict
from knowledge.reading.conversations.turns import Turn

_OPEN_AT_ONCE: Final = 10
_MOST_TURNS: Final = 100
_RARE: Final = 0.02
_RARE_AT_LEAST: Final = 4
_BACKGROUND: Final = dt.timedelta(minutes=2)
_NAMED: Final = re.compile(r"@([^\s@，。,:：!！?？]{1,20})")
_ADDRESSED: Final = re.compile(r"^([^\s，,：:@]{2,16})(?:[，,：:]|\s)")


def threads(messages: Iterable[Message]) -> list[Thread]:
    """Every question that somebody answered, in the order in which they were asked.

    Replies are followed both ways; a turn without one goes to the open question that it fits best. Thanks, laughter
    and the like are left out, wherever they stand. Time and memory are linear in the messages.
    """
    said = sorted(messages, key=lambda message: message.time)
    speeches = {id(message): analyse(message.text, forwarded=message.forwarded) for message in said}
    chat = _Chat(_weights(speeches.values()), frozenset(message.person for message in said))
    for message in said:
        chat.hear(message, speeches[id(message)])
    return chat.threads()


def _weights(speeches: Iterable[Speech]) -> Mapping[str, float]:
    """What a word in common counts: little where the whole chat uses it."""
    count: Counter[str] = Counter()
    total = 0
    for speech in speeches:
        count.update(speech.words)
        total += 1
    rare = max(_RARE_AT_LEAST, total * _RARE)
    often = {word: max(0.2, 1 - math.log(seen / rare)) for word, seen in count.items() if seen > rare}
    return dict.fromkeys(vague_words(), 0.35) | often


class _Topic:
    """What is going on in one topic of a chat."""

    def __init__(self) -> None:
        self.open: deque[Conversation] = deque(maxlen=_OPEN_AT_ONCE)
        self.last: Turn | None = None
        self.loose: dict[str, Turn] = {}
        self.place = 0


class _Chat:
    """The conversations of one chat so far."""

    def __init__(self, weights: Mapping[str, float], people: frozenset[str]) -> None:
        self._weights = weights
        self._people = people
        self._topics: defaultdict[int | None, _Topic] = defaultdict(_Topic)
        self._turns: dict[int, Turn] = {}
        self._homes: dict[Turn, tuple[Conversation, Role]] = {}
        self._conversations: list[Conversation] = []

    def threads(self) -> list[Thread]:
        """The questions that were answered, in order."""
        answered = (one for one in self._conversations if one.answered and not one.silent)
        found = (_thread(one) for one in answered)
        return sorted(found, key=lambda thread: thread.question[0].time)

    def hear(self, message: Message, speech: Speech) -> None:
        """Put the next message where it belongs."""
        topic = self._topics[message.topic]
        if speech.act is Act.CHATTER and not self._is_verdict(message, topic):
            self._pass_over(message, topic)
            return
        if topic.last is not None and topic.last.goes_on_with(message, speech):
            self._go_on(topic.last, message, speech)
            return
        topic.place += 1
        turn = Turn([message], speech, topic.place, self._mentioned(message.text))
        self._turns[message.id] = topic.last = turn
        if not self._reply(turn, topic):
            self._place(turn, topic)

    def _is_verdict(self, message: Message, topic: _Topic) -> bool:
        """Whether a bare yes or no answers a question that wants one."""
        if not is_verdict(message.text):
            return False
        asked = self._turns.get(message.reply_to) if message.reply_to is not None else topic.last
        return (
            asked is not None
            and asked.person != message.person
            and asked.speech.act is Act.QUESTION
            and "yes" in asked.speech.wants
        )

    def _pass_over(self, message: Message, topic: _Topic) -> None:
        """Chatter is nobody's turn; a reply to it is one to what it was said to."""
        parent = self._turns.get(message.reply_to) if message.reply_to is not None else topic.last
        if not message.text.strip() and topic.last is not None and topic.last.person == message.person:
            parent = topic.last
        if parent is not None:
            self._turns[message.id] = parent

    def _mentioned(self, text: str) -> frozenset[str]:
        named = set(_NAMED.findall(text))
        addressed = _ADDRESSED.match(text)
        if addressed:
            named.add(addressed[1])
        return frozenset(named & self._people)

    def _go_on(self, turn: Turn, message: Message, speech: Speech) -> None:
        before = turn.speech.act
        turn.extend(message)
        self._turns[message.id] = turn
        turn.mentions |= self._mentioned(message.text)
        home = self._homes.get(turn)
        if home is not None and self._turned_to_asking(turn, speech, home[0]):
            home[0].remove(turn)
            self._begin(turn, self._topics[message.topic])
            return
        if home is not None:
            home[0].words |= turn.speech.words
        if turn.speech.act is before or (home is not None and home[0].question is not turn):
            return
        if home is not None:
            home[0].silent = turn.speech.act not in ASKING
        else:
            self._place(turn, self._topics[message.topic])

    def _turned_to_asking(self, turn: Turn, speech: Speech, conversation: Conversation) -> bool:
        """Whether what was taken for a part of a conversation was the beginning of a question."""
        return (
            speech.act is Act.QUESTION
            and turn is not conversation.question
            and turn.messages[0].reply_to is None
            and turn.person not in {one.person for _, one in conversation.turns if one is not turn}
            and not (speech.advises or speech.suggests or speech.inquires)
        )

    def _reply(self, turn: Turn, topic: _Topic) -> bool:
        """Follow the reply mark, where there is one to a turn that is known."""
        parent = self._turns.get(turn.messages[0].reply_to or 0)
        if parent is None or parent is turn or turn.messages[0].reply_to is None:
            return False
        home = self._homes.get(parent)
        if home is None and parent.speech.act not in ASKING:
            return self._reply_to_statement(turn, parent, topic)
        conversation = home[0] if home else self._begin(parent, topic)
        if begins_after_all(turn, conversation, self._said(parent)):
            conversation = self._promote(parent, conversation, topic)
        if conversation.silent:
            if turn.speech.act is Act.QUESTION:
                self._begin(turn, topic)
            else:
                self._join(turn, conversation, Role.CONTEXT, topic)
            return True
        self._join(turn, conversation, role_of(turn, conversation, self._said(parent)), topic)
        return True

    def _reply_to_statement(self, turn: Turn, parent: Turn, topic: _Topic) -> bool:
        """A reply tells what the statement was: advice makes it a problem, a question begins anew."""
        if turn.speech.act is Act.QUESTION and not turn.speech.advises:
            self._begin(turn, topic)
        elif turn.person != parent.person and may_trouble(parent, turn):
            parent.speech = replace(parent.speech, act=Act.PROBLEM)
            self._join(turn, self._begin(parent, topic), Role.ANSWER, topic)
        return True

    def _said(self, turn: Turn) -> tuple[Role, Turn]:
        return self._homes[turn][1], turn

    def _promote(self, question: Turn, conversation: Conversation, topic: _Topic) -> Conversation:
        conversation.remove(question)
        return self._begin(question, topic)

    def _begin(self, turn: Turn, topic: _Topic) -> Conversation:
        silent = turn.speech.act not in ASKING
        before = topic.loose.pop(turn.person, turn)
        if before is not turn and not silent and dt.timedelta(0) <= turn.start - before.end <= _BACKGROUND:
            turn.messages[:0] = before.messages
            self._turns.update((message.id, turn) for message in before.messages)
        conversation = Conversation([(Role.QUESTION, turn)], silent, set(turn.speech.words))
        self._homes[turn] = conversation, Role.QUESTION
        self._conversations.append(conversation)
        topic.open.append(conversation)
        return conversation

    def _join(self, turn: Turn, conversation: Conversation, role: Role, topic: _Topic) -> None:
        conversation.add(role, turn)
        self._homes[turn] = conversation, role
        if conversation in topic.open:
            topic.open.remove(conversation)
        if len(conversation.turns) < _MOST_TURNS:
            topic.open.append(conversation)

    def _place(self, turn: Turn, topic: _Topic) -> None:
        """Find the open question that a turn without a reply mark fits best, if any."""
        scored = [(belonging(turn, one, self._weights), one) for one in topic.open]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score >= ENOUGH and not is_new(turn, best):
            role = Role.CONTEXT if best.silent else role_of(turn, best)
            self._join(turn, best, role, topic)
        elif turn.speech.act is not Act.STATEMENT or turn.speech.opens:
            self._begin(turn, topic)
        else:
            topic.loose[turn.person] = turn


def _thread(conversation: Conversation) -> Thread:
    turns: Sequence[tuple[Role, Turn]] = conversation.turns
    return Thread(tuple(Part(role, tuple(turn.messages)) for role, turn in turns))
