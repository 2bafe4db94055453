"""How likely it is that a turn without a reply mark belongs to a conversation that is going on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.reading.conversations.messages import Role
from knowledge.reading.conversations.speech import Act
from knowledge.reading.conversations.turns import Turn

ENOUGH: Final = 2.0

_Steps = tuple[tuple[dt.timedelta, float], ...]

_FORGOTTEN: Final = dt.timedelta(hours=12)
_NEAR: Final = (1.2, 0.8, 0.5)
_AGES: Final[_Steps] = (
    (dt.timedelta(minutes=2), 0.6),
    (dt.timedelta(minutes=5), 0.4),
    (dt.timedelta(minutes=10), 0.2),
    (dt.timedelta(minutes=30), 0.0),
    (dt.timedelta(hours=2), -0.8),
    (_FORGOTTEN, -1.4),
)
_FADING: Final[_Steps] = ((dt.timedelta(minutes=30), 1.0), (_FORGOTTEN, 0.7))
_FADING_ANSWERED: Final[_Steps] = ((dt.timedelta(minutes=5), 1.0), (dt.timedelta(minutes=10), 0.5), (_FORGOTTEN, 0.0))
_MOST_SHARED: Final = 2.4
_SHARED: Final = 1.0
_COMMON: Final = 0.3
_RIGHT_AFTER: Final = dt.timedelta(minutes=10)
_NEXT: Final = dt.timedelta(minutes=2)
_SENTENCE: Final = 7
_STILL_SPEAKING: Final = dt.timedelta(minutes=5)


@dataclass(slots=True, eq=False)
class Conversation:
    """A question and the turns that belong to it; a `silent` one only keeps its turns from other questions.

    `answered`: one of the turns is an answer.
    """

    turns: list[tuple[Role, Turn]]
    silent: bool = False
    words: set[str] = field(default_factory=set)
    answered: bool = False

    @property
    def question(self) -> Turn:
        """The turn that asks."""
        return self.turns[0][1]

    @property
    def last(self) -> Turn:
        """The latest turn."""
        return self.turns[-1][1]

    def add(self, role: Role, turn: Turn) -> None:
        """Take a turn in."""
        self.turns.append((role, turn))
        self.words |= turn.speech.words
        self.answered = self.answered or role is Role.ANSWER

    def remove(self, turn: Turn) -> None:
        """Let a turn go that belongs elsewhere; its words stay."""
        self.turns = [(role, one) for role, one in self.turns if one is not turn]
        self.answered = any(role is Role.ANSWER for role, _ in self.turns)


def belonging(turn: Turn, conversation: Conversation, weights: Mapping[str, float]) -> float:
    """How much the turn belongs there: `ENOUGH` and more is a yes, and the largest wins.

    Nearness in turns and in time, words in common, names, the form of an answer, and who spoke last speak for it;
    `weights` is what a word in common counts, less for those that the whole chat uses.
    """
    age = turn.start - conversation.last.end
    if age > _FORGOTTEN:
        return 0.0
    shared = sum([weights.get(word, 1.0) for word in turn.speech.words & conversation.words])
    named = _named(turn, conversation)
    form = _form(turn, conversation)
    going_on = _going_on(turn, conversation)
    if shared < _COMMON and max(named, form, going_on) <= 0:
        return 0.0
    near = _nearness(age, turn, conversation) + min(_MOST_SHARED, _SHARED * shared)
    return near + named + form + going_on + _unfitting(turn, conversation)


def _nearness(age: dt.timedelta, turn: Turn, conversation: Conversation) -> float:
    """By turns and by time; who comes late to an answered question is seldom there."""
    between = max(turn.place - conversation.last.place - 1, 0)
    near = _NEAR[between] if between < len(_NEAR) else 0.0
    fading = _FADING_ANSWERED if conversation.answered else _FADING
    return _at(age, _AGES) + near * _at(age, fading)


def _at(age: dt.timedelta, steps: _Steps) -> float:
    for limit, value in steps:
        if age <= limit:
            return value
    return steps[-1][1]


def _named(turn: Turn, conversation: Conversation) -> float:
    if not turn.mentions:
        return 0.0
    if conversation.question.person in turn.mentions:
        return 2.5
    people = {other.person for _, other in conversation.turns}
    return 1.5 if people & turn.mentions else -2.0


def _form(turn: Turn, conversation: Conversation) -> float:
    if turn.person == conversation.question.person:
        return 0.5
    speech = turn.speech
    fits = 0.8 if conversation.question.speech.wants & speech.gives else 0.0
    addressed = 2.0 if turn.person in conversation.question.mentions else 0.0
    inquires = speech.inquires and speech.marked
    advises = 0.8 if speech.answers or speech.suggests or inquires else 0.0
    return max(fits + addressed + advises, 0.3 * _right_after(turn, conversation))


def _right_after(turn: Turn, conversation: Conversation) -> bool:
    """Whether it is what somebody said next to a question, and long enough to be about it."""
    soon = _NEXT if conversation.answered else _RIGHT_AFTER
    return (
        turn.place - conversation.last.place == 1
        and turn.speech.act is Act.STATEMENT
        and turn.start - conversation.last.end <= soon
        and len(turn.text) >= _SENTENCE
    )


def _going_on(turn: Turn, conversation: Conversation) -> float:
    same = conversation.last.person == turn.person and len(conversation.turns) > 1
    return 1.2 if same and turn.start - conversation.last.end <= _STILL_SPEAKING else 0.0


def _unfitting(turn: Turn, conversation: Conversation) -> float:
    score = 0.0 if conversation.answered or conversation.silent else 1.0
    if turn.speech.act is Act.ASIDE and not conversation.silent:
        score -= 1.5
    if turn.speech.opens:
        score -= 2.0
    return score
