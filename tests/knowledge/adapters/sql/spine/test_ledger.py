"""A scheduled job runs once for each period."""

import asyncio
import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.spine.ledger import Run
from tests.fakes import NOON

MINUTE = dt.timedelta(minutes=1)
LATER = NOON + MINUTE
WEEK, NEXT_WEEK = "2026-W01 Asia/Shanghai", "2026-W02 Asia/Shanghai"


async def test_a_finished_run_never_begins_again(engine: AsyncEngine) -> None:
    """The next period's does, and another job's."""
    ledger = SqlLedger(engine)
    assert await ledger.begin("issue", NEXT_WEEK, NOON, LATER)
    assert await ledger.begin("issue", WEEK, NOON, LATER)
    assert await ledger.begin("digest", WEEK, NOON, LATER)
    await ledger.finish("issue", WEEK, LATER)
    await ledger.abandon("issue", WEEK)
    await ledger.finish("issue", WEEK, LATER + MINUTE)
    assert not await ledger.begin("issue", WEEK, LATER + MINUTE, LATER + 2 * MINUTE)
    assert await ledger.runs("issue") == [Run("issue", WEEK, NOON, LATER), Run("issue", NEXT_WEEK, NOON, None)]


async def test_a_run_that_nobody_finished_begins_again(engine: AsyncEngine) -> None:
    """At once where it was abandoned, else when its time is over."""
    ledger = SqlLedger(engine)
    assert await ledger.begin("issue", WEEK, NOON, LATER)
    assert not await ledger.begin("issue", WEEK, LATER - dt.timedelta(microseconds=1), LATER + MINUTE)
    assert await ledger.begin("issue", WEEK, LATER, LATER + MINUTE)
    assert await ledger.runs("issue") == [Run("issue", WEEK, LATER, None)]
    await ledger.abandon("issue", WEEK)
    assert await ledger.begin("issue", WEEK, LATER, LATER + MINUTE)


async def test_of_many_at_once_one_begins(engine: AsyncEngine) -> None:
    """Whichever process it is; also where a run was left unfinished."""
    ledger = SqlLedger(engine)
    for now in (NOON, LATER):
        begun = await asyncio.gather(*(ledger.begin("issue", WEEK, now, now + MINUTE) for _ in range(4)))
        assert sum(begun) == 1
