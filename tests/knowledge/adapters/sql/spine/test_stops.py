"""A wish to stop reaches every process."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.stops import SqlStops
from tests.fakes import NOON

GROUP, ASKER = -1001234567890, 2**40
SECOND = dt.timedelta(seconds=1)


async def test_a_wish_counts_for_what_began_before_it(engine: AsyncEngine) -> None:
    """Not for a later answer, another asker or another chat; the newest wish counts."""
    stops = SqlStops(engine)
    assert not await stops.wished(GROUP, ASKER, NOON)
    await stops.wish(GROUP, ASKER, NOON)
    assert await stops.wished(GROUP, ASKER, NOON)
    assert not await stops.wished(GROUP, ASKER, NOON + SECOND)
    assert not await stops.wished(GROUP, ASKER + 1, NOON)
    assert not await stops.wished(GROUP - 1, ASKER, NOON)
    await stops.wish(GROUP, ASKER, NOON + SECOND)
    assert await stops.wished(GROUP, ASKER, NOON + SECOND)
