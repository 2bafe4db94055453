"""Forgetting what was asked long ago."""

import datetime as dt
from dataclasses import dataclass

from knowledge.ports import Clock, Exchanges


@dataclass(frozen=True, slots=True)
class ForgetExchanges:
    """Remove the exchanges that are older than they are kept; what asks a question that is open stays.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    exchanges: Exchanges
    clock: Clock
    kept_for: dt.timedelta

    async def __call__(self) -> int:
        """How many were removed."""
        return await self.exchanges.forget(self.clock.now() - self.kept_for)
