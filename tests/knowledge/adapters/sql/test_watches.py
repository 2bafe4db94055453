"""What is read on a schedule is kept; held to the same rules as the tests' double."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.watches import SqlWatches
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Watches
from knowledge.records import Watch
from tests.fakes import NOON
from tests.knowledge.memory_watches import MemoryWatches

HOUR = dt.timedelta(hours=1)
PAGE = Watch("https://e.org/门", 6 * HOUR, NOON)
FEED = Watch("https://e.org/feed", HOUR, NOON + HOUR, failures=2)


@pytest.fixture
async def watches(store: Path | str | None) -> AsyncIterator[Watches]:
    """No watches yet."""
    if store is None:
        yield MemoryWatches()
    else:
        async with open_engine(store) as engine:
            yield SqlWatches(engine)


async def test_the_one_due_first_is_first(watches: Watches) -> None:
    """Of one moment, by address."""
    other = replace(PAGE, url="https://e.org/a")
    for one in (FEED, PAGE, other):
        await watches.watch(one)
    assert await watches.watches() == [other, PAGE, FEED]


async def test_an_address_is_watched_once(watches: Watches) -> None:
    """The newer watch takes the place of the older."""
    await watches.watch(PAGE)
    later = replace(PAGE, every=HOUR, due_at=NOON + HOUR, failures=1)
    await watches.watch(later)
    assert await watches.watches() == [later]


async def test_a_watch_can_be_ended_once(watches: Watches) -> None:
    """Whether there was one is told."""
    await watches.watch(PAGE)
    assert await watches.unwatch(PAGE.url)
    assert not await watches.unwatch(PAGE.url)
    assert await watches.watches() == []


async def test_a_time_keeps_its_moment_in_any_zone(watches: Watches) -> None:
    """What is stored is the moment."""
    east = dt.timezone(8 * HOUR)
    await watches.watch(replace(PAGE, due_at=NOON.astimezone(east)))
    (kept,) = await watches.watches()
    assert kept.due_at == NOON


async def test_watches_outlive_the_program(database: Path | str) -> None:
    """They lie in the library's database."""
    for _ in range(2):
        async with open_engine(database) as engine:
            await SqlWatches(engine).watch(FEED)
            assert await SqlWatches(engine).watches() == [FEED]


async def test_a_database_that_fails_is_unavailable(database: Path | str) -> None:
    """Its library's error does not come through."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("DROP TABLE watches")
        watches = SqlWatches(engine)
        for failing in (watches.watches(), watches.watch(PAGE), watches.unwatch(PAGE.url)):
            with pytest.raises(LibraryUnavailable):
                await failing
