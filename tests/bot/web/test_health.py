"""The health check of the database and the index."""

import asyncio
import datetime as dt
from dataclasses import dataclass

import pytest

from bot.web import health
from bot.web.health import CheckHealth
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.errors import LibraryUnavailable
from knowledge.indexing import FollowLibrary
from knowledge.records import Effect
from knowledge.spine.inbox import Backlog, Incoming
from knowledge.spine.outbox import EffectState
from tests.bot.web.conftest import Site
from tests.fakes import MemoryShelf, ingest_from


async def test_it_tells_what_waits_and_looks_once_a_second(site: Site) -> None:
    """The oldest update counts from its arrival; what came since the last look is seen a second later."""
    check_health, clock = site.probes.check_health, site.clock
    await site.inbox.keep([Incoming(1, "chat:1", "{}"), Incoming(None, "update:None", "?")], clock.time)
    await SqlOutbox(site.engine).put([Effect("a", 1, {})], clock.time)
    clock.time += dt.timedelta(seconds=30)
    seen = await check_health()
    assert seen is not None
    assert (seen.waiting, seen.oldest_seconds, seen.buried) == (1, 30.0, 1)
    assert seen.effects[EffectState.PENDING] == 1
    await site.inbox.keep([Incoming(2, "chat:1", "{}")], clock.time)
    assert await check_health() is seen
    clock.time += dt.timedelta(seconds=1)
    seen = await check_health()
    assert seen is not None
    assert seen.waiting == 2


async def test_a_lag_counts_until_the_index_follows(site: Site) -> None:
    """In changes, and in seconds since the oldest of those that lack was first seen."""
    check_health, clock, shelf = site.probes.check_health, site.clock, MemoryShelf()
    lags = []
    for name in ("a.md", "b.md", "b.md"):
        shelf.files[name] = f"# 标题 {name}\n\n这是足够长的一句话,可以被引用。\n".encode()
        await ingest_from(site.library, shelf)(["/shelf"])
        seen = await check_health()
        assert seen is not None
        lags.append((seen.lag_changes, seen.lag_seconds))
        clock.time += dt.timedelta(seconds=2)
    await FollowLibrary(site.library, site.index, "none")()
    seen = await check_health()
    assert seen is not None
    assert lags == [(1, 0.0), (2, 2.0), (2, 4.0)]
    assert (seen.lag_changes, seen.lag_seconds) == (0, 0.0)


@dataclass(frozen=True)
class Stuck(SqlInbox):
    """A database that does not answer, or says at once that it cannot."""

    away: asyncio.Event
    looks: list[int]

    async def backlog(self) -> Backlog:
        """Nothing comes of it."""
        self.looks.append(1)
        if not self.away.is_set():
            await asyncio.Event().wait()
        raise LibraryUnavailable


async def test_a_database_that_does_not_answer_holds_nobody_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """None after the deadline; meanwhile others get what was seen before, and later somebody looks again."""
    monkeypatch.setattr(health, "_DEADLINE", 0.05)
    stuck = Stuck(site.engine, asyncio.Event(), [])
    follow = FollowLibrary(site.library, site.index, "none")
    check_health = CheckHealth(stuck, SqlOutbox(site.engine), follow, site.clock)
    assert tuple(await asyncio.gather(check_health(), check_health())) == (None, None)
    assert len(stuck.looks) == 1
    stuck.away.set()
    site.clock.time += dt.timedelta(seconds=1)
    assert await check_health() is None
    assert len(stuck.looks) == 2
