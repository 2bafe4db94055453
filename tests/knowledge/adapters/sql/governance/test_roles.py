"""Roles are kept."""

import asyncio
import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.governance.confirmations import SqlConfirmations
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.roles import Grant, Role
from knowledge.records import Audit
from tests.fakes import NOON

ANNA = Grant(7_000_000_000, Role.ADMIN, NOON + dt.timedelta(hours=1), "command line")
LATER = NOON + dt.timedelta(days=1)
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


async def test_of_admins_who_are_demoted_at_the_same_moment_one_stays(engine: AsyncEngine) -> None:
    """Whoever came first goes, with the line that tells of it; a third who is no admin may go at any time."""
    roles, log = SqlRoles(engine), SqlAuditLog(engine)
    for grant in (ANNA, replace(BO, role=Role.ADMIN), replace(BO, user_id=3)):
        await roles.grant(grant)
    told = [Audit("1", "revoke", f"user:{one}", "admin", "", at=NOON) for one in (ANNA.user_id, 2)]
    went = await asyncio.gather(roles.demote(ANNA.user_id, None, told[0]), roles.demote(2, BO, told[1]))
    assert sorted(went) == [False, True]
    assert [one.role for one in await roles.grants()].count(Role.ADMIN) == 1
    assert [one.audit for one in await log.latest(9)] == [told[went.index(True)]]
    assert await roles.demote(3)


async def test_a_confirmation_makes_one_person_the_first_admin(engine: AsyncEngine) -> None:
    """It is gone with that; one that has expired makes nobody an admin, nor does any where there is one."""
    roles, confirmations = SqlRoles(engine), SqlConfirmations(engine)
    waits = Confirmation(0, 0, "setup", NOON, NOON + dt.timedelta(days=1))
    over, one, another = [await confirmations.ask(replace(waits, expires_at=end)) for end in (NOON, *[LATER] * 2)]
    told = Audit("2", "claim", "user:2", "", "admin", at=NOON)
    first = Grant(2, Role.ADMIN, NOON, "2")
    assert [await roles.redeem(number, first, told) for number in (over, one, one)] == [False, True, False]
    assert not await roles.redeem(another, replace(first, user_id=3), told)
    assert await roles.grants() == [first]
    assert await confirmations.confirmation(one) is None
    assert [line.audit for line in await SqlAuditLog(engine).latest(9)] == [told]
