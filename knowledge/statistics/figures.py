"""What the bot was used for, in numbers; nobody is named in them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.remembering.gaps import Gap
from knowledge.statistics.periods import Period

TOTAL: Final = "total"
"""The stage of an answer that is all of it."""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long answers took: half of them no longer than `p50`, 95 in 100 no longer than `p95`; milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in some days.

    `ways` counts questions by `Way`, and under the empty word those that were kept before ways were. `answered`
    counts by the mode of the answer, `persons` whoever asked, once each. `cost` is in millionths of the currency.
    `latency` is by stage. Notes are those of the whole bot; a single chat has none.
    """

    ways: Mapping[str, int] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    unanswered: int = 0
    persons: int = 0
    up: int = 0
    down: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    latency: Mapping[str, Latency] = field(default_factory=dict)
    handed_in: int = 0
    published: int = 0

    @property
    def questions(self) -> int:
        """All questions."""
        return sum(self.ways.values())

    @property
    def tokens(self) -> int:
        """All of the model's tokens."""
        return self.tokens_in + self.tokens_out

    def answered_as(self, *modes: str) -> int:
        """How many were answered in one of these modes."""
        return sum(self.answered.get(mode, 0) for mode in modes)


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day."""

    date: dt.date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Overview:
    """A period of one chat or, where `chat_id` is None, of the whole bot: day by day, in all, and the one before."""

    period: Period
    chat_id: int | None
    days: tuple[Day, ...]
    total: Figures
    before: Figures
    gaps: tuple[Gap, ...] = ()
