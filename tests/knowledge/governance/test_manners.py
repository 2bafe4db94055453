"""Manners: what two admins change at once, and what is written down of it; over a real database."""

from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.errors import LibraryUnavailable
from knowledge.governance.manners import ChangeManners
from knowledge.records import ChatPolicy, Policy
from tests.fakes import FixedClock

GROUP = -1009876543210


class Stale(SqlPolicies):
    """Tells of every chat what was set before anybody changed anything."""

    async def policy(self, chat_id: int) -> ChatPolicy:
        """The default."""
        return ChatPolicy(chat_id)


async def test_two_admins_change_different_things(sqlite_database: Path) -> None:
    """Both have read the chat before either wrote: neither takes back what the other has set."""
    async with open_engine(sqlite_database) as engine:
        change = ChangeManners(Stale(engine), SqlOverhearings(engine), FixedClock())
        await change(GROUP, 7, policy=Policy.QUIET)
        await change(GROUP, 8, language="en")
        assert await SqlPolicies(engine).policy(GROUP) == ChatPolicy(GROUP, Policy.QUIET, language="en")
        told = [(one.audit.actor, one.audit.event, one.audit.after) for one in await SqlAuditLog(engine).latest(9)]
        assert told == [("8", "language", "en"), ("7", "policy", "quiet")]
        assert {one.audit.at for one in await SqlAuditLog(engine).latest(9)} == {change.clock.now()}


async def test_what_cannot_be_written_down_is_not_changed(sqlite_database: Path) -> None:
    """Whoever dies in between has done neither."""
    async with open_engine(sqlite_database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE audits RENAME TO lost")
        change = ChangeManners(SqlPolicies(engine), SqlOverhearings(engine), FixedClock())
        with pytest.raises(LibraryUnavailable):
            await change(GROUP, 7, policy=Policy.QUIET)
        assert await change.policies.policy(GROUP) == ChatPolicy(GROUP)
