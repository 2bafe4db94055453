"""Work that only one process of a deployment does at a time."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.spine.leases import Leases


@dataclass(frozen=True, slots=True)
class Exclusive:
    """Does work while this process has the lease of its name; without the lease it waits for its turn.

    A lease that cannot be renewed ends the work in time: the end is measured by the event loop's clock, which nobody
    sets. All times are in seconds.
    """

    leases: Leases
    clock: Clock
    holder: str
    lasts: float = 30.0
    renew_every: float = 10.0

    async def __call__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work until it ends by itself; it begins anew where the lease was lost and got again."""
        done = False
        while not done:
            ends = _seconds() + self.lasts
            if await self._has(name):
                done = await self._done(name, work, ends)
            else:
                await asyncio.sleep(self.renew_every)

    async def unless_taken(self, name: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Do the work now and once; false where another process has the lease, or got it before the work was done.

        What the work raises comes out as itself.
        """
        ends = _seconds() + self.lasts
        if not await self._has(name):
            return False
        try:
            return await self._done(name, work, ends)
        except ExceptionGroup as raised:
            raise raised.exceptions[0] from raised

    async def _has(self, name: str) -> bool:
        now = self.clock.now()
        try:
            return await self.leases.take(name, self.holder, now, now + dt.timedelta(seconds=self.lasts))
        except LibraryUnavailable:
            return False

    async def _done(self, name: str, work: Callable[[], Awaitable[None]], ends: float) -> bool:
        """Whether the work came to its end, and not the lease."""
        try:
            async with asyncio.timeout_at(ends) as lease, asyncio.TaskGroup() as tasks:
                renewing = tasks.create_task(self._renew(name, lease))
                await work()
                renewing.cancel()
        except TimeoutError:  # the lease's: what the work raises comes in the group's wrapping
            return False
        finally:
            with suppress(LibraryUnavailable):  # it runs out by itself
                await self.leases.release(name, self.holder)
        return True

    async def _renew(self, name: str, lease: asyncio.Timeout) -> None:
        while True:
            await asyncio.sleep(self.renew_every)
            now, ends = self.clock.now(), _seconds() + self.lasts
            try:
                held = await self.leases.take(name, self.holder, now, now + dt.timedelta(seconds=self.lasts))
            except LibraryUnavailable:
                continue
            if not lease.expired():
                lease.reschedule(ends if held else _seconds())


def _seconds() -> float:
    return asyncio.get_running_loop().time()
