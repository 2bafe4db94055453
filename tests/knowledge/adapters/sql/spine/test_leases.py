"""A lease has one holder."""

import asyncio
import datetime as dt
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.leases import SqlLeases
from tests.fakes import NOON

MINUTE = dt.timedelta(minutes=1)
LATER = NOON + MINUTE


async def test_a_lease_is_its_holders_until_it_runs_out(engine: AsyncEngine) -> None:
    """Who holds it may prolong it, also when it has run out and nobody took it; another name is another lease."""
    leases = SqlLeases(engine)
    assert await leases.take("publisher", "a", NOON, LATER)
    assert not await leases.take("publisher", "b", LATER - dt.timedelta(microseconds=1), LATER + MINUTE)
    assert await leases.take("webhook", "b", NOON, LATER)
    assert await leases.take("publisher", "a", LATER, LATER + MINUTE)
    assert not await leases.take("publisher", "b", LATER, LATER + MINUTE)
    assert await leases.take("publisher", "b", LATER + MINUTE, LATER + 2 * MINUTE)
    assert not await leases.take("publisher", "a", LATER + MINUTE, LATER + 3 * MINUTE)


async def test_only_its_holder_gives_a_lease_back(engine: AsyncEngine) -> None:
    """Then another has it at once."""
    leases = SqlLeases(engine)
    await leases.take("publisher", "a", NOON, LATER)
    await leases.release("publisher", "b")
    assert not await leases.take("publisher", "b", NOON, LATER)
    await leases.release("publisher", "a")
    assert await leases.take("publisher", "b", NOON, LATER)


async def test_of_many_takers_at_once_one_wins(database: Path | str) -> None:
    """A new lease, and one that has run out; each taker with a connection of its own."""
    async with open_engine(database) as one, open_engine(database) as other:
        for now in (NOON, LATER):
            holders = {f"{now}/{n}": SqlLeases(engine) for n, engine in enumerate([one, other] * 3)}
            takers = (leases.take("publisher", holder, now, now + MINUTE) for holder, leases in holders.items())
            assert sum(await asyncio.gather(*takers)) == 1


async def test_a_lease_from_before_a_clock_was_put_back_is_over(engine: AsyncEngine) -> None:
    """It would last for an hour more; one of a neighbour whose clock is a little ahead is none such."""
    leases = SqlLeases(engine)
    await leases.take("publisher", "a", NOON, LATER)
    ahead = dt.timedelta(seconds=20)
    assert not await leases.take("publisher", "b", NOON - ahead, LATER - ahead)
    hour = dt.timedelta(hours=1)
    assert await leases.take("publisher", "b", NOON - hour, LATER - hour)
