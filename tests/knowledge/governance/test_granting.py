"""Roles: given and taken, with somebody left who governs; over a real database."""

from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.governance.granted import Granted
from knowledge.governance.granting import AdminOfSettings, GrantRole, LastAdmin
from knowledge.governance.roles import Role
from tests.fakes import FixedClock


async def test_the_last_admin_stays_one(sqlite_database: Path) -> None:
    """Neither demoted to editor nor to nothing, by whomever; once there is another, they may go at once."""
    async with open_engine(sqlite_database) as engine:
        granted, log = Granted(SqlRoles(engine)), SqlAuditLog(engine)
        grant = GrantRole(granted, FixedClock())
        assert not await granted.has_admin()
        await grant(7, Role.ADMIN, "command line")
        for role in (Role.EDITOR, None):
            with pytest.raises(LastAdmin):
                await grant(7, role, "7")
        await grant(8, Role.ADMIN, "7")
        assert await grant(7, Role.EDITOR, "8") is Role.ADMIN
        assert [await granted.is_admin(7), await granted.is_editor(7), await granted.is_admin(8)] == [False, True, True]
        events = [(one.audit.event, one.audit.subject, one.audit.before) for one in await log.latest(9)]
        assert events == [("grant", "user:7", "admin"), ("grant", "user:8", ""), ("grant", "user:7", "")]


async def test_admins_of_the_settings_are_taken_there(sqlite_database: Path) -> None:
    """They are admins without any row, also where the database names nobody."""
    async with open_engine(sqlite_database) as engine:
        granted = Granted(SqlRoles(engine), [7])
        assert [await granted.is_admin(7), await granted.has_admin(), await granted.is_admin(8)] == [True, True, False]
        with pytest.raises(AdminOfSettings):
            await GrantRole(granted, FixedClock())(7, None, "8")
