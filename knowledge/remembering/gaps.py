"""The gaps in what was read: questions that nothing answers, and those whose answers people find bad."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.ports import OpenQuestions, Opinions
from knowledge.records import Exchange, Fault, Feedback, OpenQuestion, Thumb
from knowledge.remembering.same_question import same


class GapKind(StrEnum):
    """Why something is a gap."""

    OPEN = "open"
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class Gap:
    """One question; `times` is how often it was asked or, of an answer, by how many more it was found bad than good.

    `fault` is what most people find wrong with the answer, where they say so.
    """

    question: str
    kind: GapKind
    chat_id: int
    times: int
    asked_at: dt.datetime
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An exchange with all that was thought of its answer in a time."""

    exchange: Exchange
    feedback: tuple[Feedback, ...]

    @property
    def balance(self) -> int:
        """By how many more people found it good than bad."""
        return sum(1 if one.thumb is Thumb.UP else -1 for one in self.feedback)

    @property
    def fault(self) -> Fault | None:
        """What most of those who found it bad say is wrong."""
        said = Counter(one.fault for one in self.feedback if one.thumb is Thumb.DOWN and one.fault)
        return said.most_common(1)[0][0] if said else None


@dataclass(frozen=True, slots=True)
class ListGaps:
    """List what is open, and what was found bad in a time, of groups only: nobody else reads private questions.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    open_questions: OpenQuestions
    opinions: Opinions

    async def __call__(
        self, begins: dt.datetime, ends: dt.datetime, limit: int, chat_id: int | None = None
    ) -> list[Gap]:
        """The widest gaps first, of one group or of all; what is the same question is one gap."""
        listed = await self.open_questions.questions(chat_id)
        gaps = [_open(one) for one in listed if one.chat_id < 0 and one.asked_at < ends]
        gaps += await _disliked_between(self.opinions, begins, ends, chat_id)
        return _widest(gaps, limit)


async def list_disliked(opinions: Opinions, begins: dt.datetime, ends: dt.datetime, limit: int) -> list[Gap]:
    """Only what was found bad in a time, the worst first."""
    return _widest(await _disliked_between(opinions, begins, ends), limit)


async def _disliked_between(
    opinions: Opinions, begins: dt.datetime, ends: dt.datetime, chat_id: int | None = None
) -> list[Gap]:
    bad = [one for one in judged(await opinions.between(begins, ends)) if one.balance < 0]
    shown = [one for one in bad if not one.exchange.origin.private and chat_id in {None, _place(one)}]
    return [_disliked(one) for one in _each_once(shown)]


def _widest(gaps: list[Gap], limit: int) -> list[Gap]:
    return sorted(gaps, key=lambda gap: (gap.times, gap.asked_at), reverse=True)[:limit]


def judged(given: Iterable[tuple[Exchange, Feedback]]) -> list[Judged]:
    """What was thought, exchange by exchange, in the order of their first."""
    exchanges: dict[int, Exchange] = {}
    thought: dict[int, list[Feedback]] = {}
    for exchange, feedback in given:
        exchanges[exchange.id] = exchange
        thought.setdefault(exchange.id, []).append(feedback)
    return [Judged(exchange, tuple(thought[number])) for number, exchange in exchanges.items()]


def _each_once(disliked: list[Judged]) -> list[Judged]:
    """One of each meaning in each chat, with what was thought of all of them; the newest stands for it."""
    kept: list[Judged] = []
    for one in sorted(disliked, key=lambda one: one.exchange.asked_at, reverse=True):
        near = [at for at, other in enumerate(kept) if _place(other) == _place(one)]
        alike = same(one.exchange.meaning, [kept[at].exchange.meaning for at in near])
        if alike:
            at = near[alike[0]]
            kept[at] = Judged(kept[at].exchange, kept[at].feedback + one.feedback)
        else:
            kept.append(one)
    return kept


def _place(one: Judged) -> int:
    return one.exchange.origin.chat_id


def _open(one: OpenQuestion) -> Gap:
    return Gap(one.meaning.question, GapKind.OPEN, one.chat_id, one.times, one.asked_at)


def _disliked(one: Judged) -> Gap:
    exchange = one.exchange
    question = exchange.meaning.question
    return Gap(question, GapKind.DISLIKED, exchange.origin.chat_id, -one.balance, exchange.asked_at, one.fault)
