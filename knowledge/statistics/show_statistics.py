"""Showing what the bot was used for."""

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from knowledge.ports import Clock
from knowledge.remembering.gaps import ListGaps
from knowledge.statistics.figures import Day, Figures, Overview
from knowledge.statistics.happenings import Happenings
from knowledge.statistics.periods import Period
from knowledge.statistics.ports import Statistics
from knowledge.statistics.tallying import by_day, tally, within

_GAPS: Final = 5


@dataclass(frozen=True, slots=True)
class ShowStatistics:
    """Counts the last days of one chat, or of the whole bot, beside as many days before them.

    Raises:
        LibraryUnavailable: the database cannot be reached or read.
    """

    statistics: Statistics
    list_gaps: ListGaps
    clock: Clock
    zone: dt.tzinfo

    async def __call__(self, days: int, chat_id: int | None = None) -> Overview:
        """The days that end with today."""
        period = Period.until(self.clock.now(), days, self.zone)
        both = replace(period.before(), days=2 * days)
        happened = await self.statistics.happenings(both, chat_id)
        each, total, before = await asyncio.to_thread(_counted, happened, period)
        begins, *_, ends = period.borders()
        gaps = await self.list_gaps(begins, ends, _GAPS, chat_id)
        return Overview(period, chat_id, each, total, before, tuple(gaps))


def _counted(happened: Happenings, period: Period) -> tuple[tuple[Day, ...], Figures, Figures]:
    now, then = within(happened, period), within(happened, period.before())
    return by_day(now, period), tally(now), tally(then)
