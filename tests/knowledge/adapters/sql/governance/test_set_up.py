"""What the operator has set up is kept."""

import datetime as dt

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.governance.set_up import SqlSetUp
from knowledge.governance.places import Places
from knowledge.records import Audit
from tests.fakes import NOON

FULL = Places(42, -1003, -1009876543210, (-1002, -1001))


async def test_the_places_are_those_that_were_set_last(engine: AsyncEngine) -> None:
    """One chat may have several parts; what is set no more is gone."""
    set_up = SqlSetUp(engine)
    before = Places()
    for places in (Places(), FULL, Places(channel=-1003, groups=(-1003,)), Places(), FULL):
        await set_up.change(before, places, (), "7", NOON)
        before = places
        assert await set_up.places() == places


async def test_who_set_a_place_stays_known_while_it_stays(engine: AsyncEngine) -> None:
    """Somebody who adds a group has not set the others."""
    set_up = SqlSetUp(engine)
    await set_up.change(Places(), Places(groups=(-1,)), (), "7", NOON)
    await set_up.change(Places(groups=(-1,)), Places(groups=(-2, -1)), (), "8", NOON + dt.timedelta(hours=1))
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT chat_id, set_by FROM places ORDER BY chat_id"))
        assert [tuple(row) for row in rows] == [(-2, "8"), (-1, "7")]


async def test_of_two_who_set_places_at_once_nobody_undoes_what_the_other_did(engine: AsyncEngine) -> None:
    """Both groups are there; a part that only one chat can have goes to whoever came last."""
    set_up = SqlSetUp(engine)
    told = Audit("7", "place", "chat:-1", "", "groups", at=NOON)
    await set_up.change(Places(), Places(channel=-4, groups=(-1,)), [told], "7", NOON)
    await set_up.change(Places(), Places(channel=-3, groups=(-2,)), (), "8", NOON)
    assert await set_up.places() == Places(channel=-3, groups=(-2, -1))
    assert [one.audit for one in await SqlAuditLog(engine).latest(9)] == [told]
