"""Whatever a group does in whatever order, nothing is lost and nothing impossible comes of it."""

from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest

from knowledge.adapters.sql.engine import open_engine
from tests.knowledge.adapters.sql.weekly.group_at_work import Group, look


async def at_work(database: Path | str, seed: int, rounds: int) -> Group:
    """A group after so many rounds, in each of which one to four do something at once; all held to the rules."""
    async with AsyncExitStack() as stack:
        engines = [await stack.enter_async_context(open_engine(database)) for _ in range(2)]
        group = Group(engines, Random(seed))  # noqa: S311  it hides nothing
        for number in range(rounds):
            await group.do(group.random.randint(1, 4))
            if number % 20 == 0:
                await look(group)
        await look(group)
    return group


async def test_nothing_is_lost_in_a_short_history(sqlite_database: Path) -> None:
    """One issue is open, numbers are unique, and each note handed in is in an issue or over, by allowed steps alone."""
    group = await at_work(sqlite_database, seed=1, rounds=60)
    assert group.took > 30
    assert group.confirmed
    assert group.refused


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(6))
async def test_nothing_is_lost_in_a_long_history(database: Path | str, seed: int) -> None:
    """The same in many orders, over both databases, with several processes that come in each other's way."""
    group = await at_work(database, seed, rounds=300)
    assert group.took > 150
    assert group.overrun
