"""Pacing: how soon the next message may go to a chat, whoever sends it, and how much may come from somebody."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

FORGOTTEN_AFTER: Final = 86_400.0
"""How many seconds after its last turn a key may be forgotten: no `burst` takes longer to come back."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One each `every` seconds in the long run, and `burst` at once (the generic cell rate algorithm).

    With `outlives`, somebody outside counts as well, to whom a process is the same as the one that was there before it.

    Source: ITU-T I.371, annex A
    """

    every: float
    burst: int = 1
    outlives: bool = False


class Paces(Protocol):
    """The turns that were given away under a key; shared by every process of a deployment, or of one alone.

    Raises:
        LibraryUnavailable: from any method, where a database keeps them that cannot be reached or written.
    """

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        ...

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Take the next turn if it comes within so many seconds; in how many it comes, taken or not."""
        ...

    async def give_back(self, key: str, rate: Rate) -> None:
        """Give a turn back that was taken at this rate and came to nothing."""
        ...

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        ...


def slack(rate: Rate) -> float:
    """How many seconds before its time a turn may be taken: what is left of the burst, where all of it is left."""
    return (rate.burst - 1) * rate.every


@dataclass(slots=True)
class InProcessPaces:
    """The `Paces` of one process; `now` is in seconds, and never goes back.

    What was given away before `since`, by another process, is not known: of a rate that `outlives` it no burst is there
    yet then, but it comes back from then on.
    """

    now: Callable[[], float] = time.monotonic
    since: float = -math.inf
    _free_at: dict[str, float] = field(default_factory=dict, init=False)

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        now = self.now()
        earliest = max(now - slack(rate), self.since) if rate.outlives else now - slack(rate)
        return max(0.0, self._advance(key, earliest, rate.every) - now)

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Take the next turn if it comes within so many seconds; in how many it comes, taken or not."""
        now = self.now()
        if (wait := self._free_at.get(key, now) - now) > within:
            return wait
        return await self.reserve(key, rate)

    async def give_back(self, key: str, rate: Rate) -> None:
        """Give a turn back that was taken at this rate and came to nothing."""
        self._advance(key, self.now() - FORGOTTEN_AFTER, -rate.every)

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        self._advance(key, self.now() + seconds, 0)

    def keys(self) -> int:
        """How many keys are known: those that nobody used for a day are forgotten."""
        return len(self._free_at)

    def _advance(self, key: str, earliest: float, by: float) -> float:
        """The next free turn of a key, which is not before `earliest`; the one after it is so much later."""
        turn = max(self._free_at.pop(key, earliest), earliest)
        self._free_at[key] = turn + by  # at the end of the dict: what was not used for long is in front
        oldest = next(iter(self._free_at))
        if self._free_at[oldest] < earliest - FORGOTTEN_AFTER:
            del self._free_at[oldest]
        return turn
