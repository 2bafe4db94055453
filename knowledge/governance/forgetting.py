"""Forgetting what nobody confirmed, what nobody labelled, and what was used long ago."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from knowledge.governance.ports import Confirmations, Consumption
from knowledge.ports import Clock, Overhearings

_OVERHEARD: Final = dt.timedelta(days=30)
_CONSUMPTION: Final = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class ForgetPassed:
    """Removes what is of no use any more; how many rows went.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    confirmations: Confirmations
    consumption: Consumption
    overhearings: Overhearings
    clock: Clock

    async def __call__(self) -> int:
        """Remove it."""
        now = self.clock.now()
        confirmations = await self.confirmations.forget(now)
        consumption = await self.consumption.forget((now - _CONSUMPTION).date())
        return confirmations + consumption + await self.overhearings.forget(now - _OVERHEARD)
