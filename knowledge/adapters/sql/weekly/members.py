"""`SqlMembers`: the people of the group, in an SQL database."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.weekly.tables import MemberRow
from knowledge.records import Audit
from knowledge.weekly.members import Member

_MEMBERS: Final = MemberRow.metadata.tables["members"]
_COLUMN: Final = _MEMBERS.c


@dataclass(frozen=True, slots=True)
class SqlMembers:
    """The `Members` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def member(self, user_id: int) -> Member | None:
        """One of them."""
        async with readonly(self.engine) as connection:
            row = (await connection.execute(select(_MEMBERS).where(_COLUMN.user_id == user_id))).one_or_none()
            return None if row is None else _member(row)

    async def seen(self, user_id: int, name: str, language: str | None) -> Member:
        """Note how somebody is called now; them. What language they speak is known until they say another."""
        known = await self.member(user_id)  # nearly always as it is, and reading waits for no writer
        before = known or Member(user_id, name)
        now = replace(before, name=name, language=language or before.language)
        if now == known:
            return now
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _MEMBERS).values(_values(now))
            says = {"name": now.name, "language": now.language}
            put = new.on_conflict_do_update(index_elements=["user_id"], set_=says).returning(*_COLUMN)
            return _member((await connection.execute(put)).one())

    async def keep(self, member: Member, before: Member | None = None, told: Audit | None = None) -> None:
        """Keep what somebody wants, and write `told` down with it; what is as `before` stays as it is by now."""
        known = {} if before is None else _values(before)
        changed = {name: value for name, value in _values(member).items() if name not in known or known[name] != value}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _MEMBERS).values(_values(member))
            says = changed or {"user_id": member.user_id}
            await connection.execute(new.on_conflict_do_update(index_elements=["user_id"], set_=says))
            await write_down(connection, told)

    async def members(self) -> list[Member]:
        """Everybody, by number."""
        async with readonly(self.engine) as connection:
            return [_member(row) for row in await connection.execute(select(_MEMBERS).order_by(_COLUMN.user_id))]

    async def forget(self, user_id: int, now: dt.datetime) -> bool:
        """Forget somebody; a ban that is not over stays, without a name. Whether they were known."""
        this = _COLUMN.user_id == user_id
        nobody = _values(Member(user_id, ""))
        rest = {name: value for name, value in nobody.items() if name not in {"banned_until", "ban_reason"}}
        is_free = or_(_COLUMN.banned_until.is_(None), _COLUMN.banned_until <= now)
        async with durable(self.engine) as connection:
            gone = await connection.execute(delete(_MEMBERS).where(this, is_free))
            banned = await connection.execute(update(_MEMBERS).where(this).values(rest))
            return gone.rowcount + banned.rowcount > 0


def _member(row: Row[Any]) -> Member:
    return Member(**{name: getattr(row, name) for name in Member.__slots__})


def _values(member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in Member.__slots__}
