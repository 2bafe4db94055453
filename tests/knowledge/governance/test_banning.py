"""Bans: with a reason and an end, and in the audit; over a real database."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.errors import LibraryUnavailable
from knowledge.governance.banning import AdminNotBanned, BanMember
from knowledge.weekly.members import Member
from tests.fakes import FixedClock


async def test_a_ban_is_kept_with_its_reason_and_lifted(sqlite_database: Path) -> None:
    """Whoever is not known yet can be banned, too, but no admin; each decision is in the audit with who made it."""

    async def is_admin(user_id: int) -> bool:
        return user_id == 9

    async with open_engine(sqlite_database) as engine:
        members, log, clock = SqlMembers(engine), SqlAuditLog(engine), FixedClock()
        ban, until = BanMember(members, clock, is_admin), clock.now() + dt.timedelta(days=3)
        await members.keep(Member(7, "小明", nickname="明"))
        banned = await ban(7, "command line", "广告", until)
        assert (banned.nickname, await members.member(7), await ban.banned(7)) == ("明", banned, banned)
        assert (await ban(8, "31", "刷屏")).is_banned(until + dt.timedelta(days=9999))
        with pytest.raises(AdminNotBanned):
            await ban(9, "31", "x")
        assert [one.user_id for one in await ban.everybody()] == [7, 8]
        clock.time = until
        assert (await ban.banned(7), [one.user_id for one in await ban.everybody()]) == (None, [8])
        assert [await ban.lift(8, "31"), await ban.lift(8, "31"), await ban.lift(9, "31")] == [True, False, False]
        told = [(one.audit.actor, one.audit.event, one.audit.after) for one in await log.latest(9, subject="member:8")]
        assert told == [("31", "unban", "free"), ("31", "ban", "banned")]


async def test_a_ban_that_cannot_be_written_down_is_none(sqlite_database: Path) -> None:
    """Whoever dies in between has done neither."""

    async def is_admin(_user_id: int) -> bool:
        return False

    async with open_engine(sqlite_database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE audits RENAME TO lost")
        ban = BanMember(SqlMembers(engine), FixedClock(), is_admin)
        with pytest.raises(LibraryUnavailable):
            await ban(7, "31", "刷屏")
        assert await ban.banned(7) is None
