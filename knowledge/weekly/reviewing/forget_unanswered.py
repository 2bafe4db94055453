"""Forgetting what editors were asked to write and never did."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from knowledge.ports import Clock
from knowledge.weekly.ports import Waiting

_KEPT: Final = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ForgetUnanswered:
    """Waits no longer for replies that were asked for a month ago.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    waiting: Waiting
    clock: Clock

    async def __call__(self) -> int:
        """How many were given up."""
        return await self.waiting.forget(self.clock.now() - _KEPT)
