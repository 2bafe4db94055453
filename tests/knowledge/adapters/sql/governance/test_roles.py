"""Roles are kept."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.governance.roles import Grant, Role
from tests.fakes import NOON

ANNA = Grant(7_000_000_000, Role.ADMIN, NOON + dt.timedelta(hours=1), "command line")
BO = Grant(2, Role.EDITOR, NOON, "7000000000")


async def test_somebody_has_the_role_that_they_were_given_last(engine: AsyncEngine) -> None:
    """One at a time, until it is taken; whoever got theirs first is listed first."""
    roles = SqlRoles(engine)
    for grant in (ANNA, replace(BO, role=Role.ADMIN, granted_by="1"), BO):
        await roles.grant(grant)
    assert [await roles.role(user) for user in (ANNA.user_id, BO.user_id, 3)] == [Role.ADMIN, Role.EDITOR, None]
    assert await roles.grants() == [BO, ANNA]
    assert [await roles.revoke(BO.user_id) for _ in range(2)] == [True, False]
    assert await roles.role(BO.user_id) is None
    assert await roles.grants() == [ANNA]
