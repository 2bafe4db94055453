"""What numbers are made of, and what draws them."""

from typing import Protocol

from knowledge.statistics.happenings import Happenings
from knowledge.statistics.periods import Period
from knowledge.statistics.sheets import Sheet


class ChartRefused(Exception):
    """No chart could be drawn, or not in time; the numbers are there nonetheless."""


class Statistics(Protocol):
    """What is known of how the bot was used."""

    async def happenings(self, period: Period, chat_id: int | None = None) -> Happenings:
        """All that happened in these days, in one chat or with None in all.

        Raises:
            LibraryUnavailable: the database cannot be reached or read.
        """
        ...


class Charts(Protocol):
    """Draws numbers."""

    async def drawn(self, sheet: Sheet) -> bytes:
        """The sheet as a PNG, 1,200 pixels wide.

        Raises:
            ChartRefused: it could not be drawn, or not in time.
        """
        ...
