"""Work of one process at a time."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.errors import LibraryUnavailable
from knowledge.spine.exclusive import Exclusive
from tests.fakes import FixedClock


@dataclass
class Leases:
    """The leases of a database that is there or not."""

    kept: SqlLeases
    down: bool = False

    async def take(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """As the database says."""
        if self.down:
            raise LibraryUnavailable
        return await self.kept.take(name, holder, now, until)

    async def release(self, name: str, holder: str) -> None:
        """As the database does."""
        if self.down:
            raise LibraryUnavailable
        await self.kept.release(name, holder)


@dataclass
class Work:
    """Work that goes on until it is cancelled, and tells who is at it."""

    at_it: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def of(self, name: str) -> Callable[[], Awaitable[None]]:
        """The work of a process."""

        async def work() -> None:
            self._note(lambda: self.at_it.append(name))
            try:
                await asyncio.Event().wait()
            finally:
                self._note(lambda: self.at_it.remove(name))

        return work

    async def until(self, *names: str) -> None:
        """Wait until these are at it."""
        async with asyncio.timeout(10):
            while self.at_it != list(names):
                self.changed.clear()
                await self.changed.wait()

    def _note(self, change: Callable[[], None]) -> None:
        change()
        self.changed.set()


@pytest.fixture
async def leases(sqlite_database: Path) -> AsyncIterator[Leases]:
    """No lease is taken."""
    async with open_engine(sqlite_database) as engine:
        yield Leases(SqlLeases(engine))


def exclusive(leases: Leases, holder: str) -> Exclusive:
    """A process in a hurry."""
    return Exclusive(leases, FixedClock(), holder, lasts=0.5, renew_every=0.02)


async def test_another_process_takes_over_when_the_first_ends(leases: Leases) -> None:
    """At once, and never both."""
    work = Work()
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(exclusive(leases, "one")("work", work.of("one")))
        await work.until("one")
        second = tasks.create_task(exclusive(leases, "two")("work", work.of("two")))
        other = tasks.create_task(exclusive(leases, "three")("other work", work.of("three")))
        await work.until("one", "three")
        first.cancel()
        await work.until("three", "two")
        second.cancel()
        other.cancel()


async def test_a_lease_that_cannot_be_renewed_ends_the_work_in_time(leases: Leases) -> None:
    """By then another process may be at it; when the database is back, the work begins anew."""
    work = Work()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(exclusive(leases, "one")("work", work.of("one")))
        await work.until("one")
        leases.down = True
        await work.until()
        leases.down = False
        await work.until("one")
        task.cancel()


async def test_a_lease_that_another_has_taken_ends_the_work(leases: Leases) -> None:
    """As after a machine has slept."""
    work = Work()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(exclusive(leases, "one")("work", work.of("one")))
        await work.until("one")
        lasts = dt.timedelta(seconds=0.5)
        now = FixedClock().now() + lasts
        assert await leases.kept.take("work", "two", now, now + lasts)
        await work.until()
        task.cancel()


async def test_work_that_ends_by_itself_gives_the_lease_back(leases: Leases) -> None:
    """What it raises comes out."""

    async def nothing() -> None:
        return

    async def failing() -> None:
        raise ZeroDivisionError

    await exclusive(leases, "one")("work", nothing)
    with pytest.raises(ExceptionGroup) as raised:
        await exclusive(leases, "two")("work", failing)
    assert raised.group_contains(ZeroDivisionError)
    await exclusive(leases, "three")("work", nothing)
