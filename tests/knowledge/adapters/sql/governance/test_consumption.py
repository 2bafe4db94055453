"""What was used is counted, and quotas are kept."""

import asyncio
import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.governance.quotas import Quota, Scope, Spent
from tests.fakes import NOON

USER, GROUP = (Scope.USER, 7_000_000_000), (Scope.CHAT, -1009876543210)
TODAY = NOON.date()
YESTERDAY = TODAY - dt.timedelta(days=1)


async def test_what_many_use_at_once_is_added_up(engine: AsyncEngine) -> None:
    """Nothing of it is lost, whatever order they name the two in; a number means another thing in the other scope."""
    consumption = SqlConsumption(engine)
    orders = ([USER, GROUP], [GROUP, USER]) * 4
    await asyncio.gather(*(consumption.spend(used, TODAY, Spent(1, 2**33, 3, 4)) for used in orders))
    await consumption.spend([USER], YESTERDAY, Spent(1))
    assert await consumption.spent(*USER, TODAY) == await consumption.spent(*GROUP, TODAY) == Spent(8, 2**36, 24, 32)
    assert await consumption.spent(Scope.CHAT, USER[1], TODAY) == Spent()


async def test_only_what_was_used_before_a_day_is_forgotten(engine: AsyncEngine) -> None:
    """The day itself stays."""
    consumption = SqlConsumption(engine)
    for day in (YESTERDAY, TODAY):
        await consumption.spend([USER, GROUP], day, Spent(1))
    assert [await consumption.forget(TODAY) for _ in range(2)] == [2, 0]
    assert [await consumption.spent(*USER, day) for day in (YESTERDAY, TODAY)] == [Spent(), Spent(1)]


async def test_a_quota_counts_until_another_is_set(engine: AsyncEngine) -> None:
    """No limit is not the same as no quota of one's own, and 0 is a limit."""
    consumption, unlimited, nothing = SqlConsumption(engine), Quota(), Quota(0, 2**40, 0)
    for quota in (unlimited, nothing, None, unlimited):
        await consumption.keep_quota(*USER, quota)
        assert await consumption.quota(*USER) == quota
    assert await consumption.quota(Scope.CHAT, USER[1]) is None
