"""`SqlRoles`: who has which role, in an SQL database."""

from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.governance.tables import ConfirmationRow, RoleRow
from knowledge.adapters.sql.spine.statements import durable, inserting, lock, readonly
from knowledge.governance.roles import Grant, Role
from knowledge.records import Audit

_ROLES: Final = RoleRow.metadata.tables["roles"]
_CONFIRMATIONS: Final = ConfirmationRow.metadata.tables["confirmations"]
_COLUMN: Final = _ROLES.c
_COUNTING: Final = crc32(b"admins")
"""The lock of whoever counts the admins before there is one more or less."""


@dataclass(frozen=True, slots=True)
class SqlRoles:
    """The `Roles` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def role(self, user_id: int) -> Role | None:
        """What somebody was granted."""
        async with readonly(self.engine) as connection:
            role = await connection.scalar(select(_COLUMN.role).where(_COLUMN.user_id == user_id))
            return None if role is None else Role(role)

    async def grant(self, grant: Grant, told: Audit | None = None) -> None:
        """Give somebody a role in the place of the one they have, and write `told` down with it."""
        async with durable(self.engine) as connection:
            await _give(connection, grant)
            await write_down(connection, told)

    async def revoke(self, user_id: int, told: Audit | None = None) -> bool:
        """Take somebody's role, and write `told` down with it; whether they had one."""
        async with durable(self.engine) as connection:
            gone = await connection.execute(delete(_ROLES).where(_COLUMN.user_id == user_id))
            await write_down(connection, told)
            return gone.rowcount > 0

    async def demote(self, user_id: int, instead: Grant | None = None, told: Audit | None = None) -> bool:
        """Take somebody's role, or give them this one for it, as long as they are not the only admin by a role."""
        async with durable(self.engine) as connection:
            if await _admins(connection) == {user_id}:
                return False
            if instead is None:
                await connection.execute(delete(_ROLES).where(_COLUMN.user_id == user_id))
            else:
                await _give(connection, instead)
            await write_down(connection, told)
            return True

    async def redeem(self, confirmation_id: int, grant: Grant, told: Audit) -> bool:
        """Give the first admin their role for a confirmation, which is taken in the same step."""
        waits = (_CONFIRMATIONS.c.id == confirmation_id) & (_CONFIRMATIONS.c.expires_at > grant.granted_at)
        async with durable(self.engine) as connection:
            if await _admins(connection):
                return False
            if not (await connection.execute(delete(_CONFIRMATIONS).where(waits))).rowcount:
                return False
            await _give(connection, grant)
            await write_down(connection, told)
            return True

    async def grants(self) -> list[Grant]:
        """Everybody who has one, the oldest first."""
        query = select(_ROLES).order_by(_COLUMN.granted_at, _COLUMN.user_id)
        async with readonly(self.engine) as connection:
            return [_grant(row) for row in await connection.execute(query)]


async def _admins(connection: AsyncConnection) -> set[int]:
    """All admins by a role; nobody else counts them until the transaction ends."""
    await lock(connection, [_COUNTING])
    return {*await connection.scalars(select(_COLUMN.user_id).where(_COLUMN.role == Role.ADMIN.value))}


async def _give(connection: AsyncConnection, grant: Grant) -> None:
    values = {name: getattr(grant, name) for name in Grant.__slots__} | {"role": grant.role.value}
    new = inserting(connection.dialect, _ROLES).values(values)
    await connection.execute(new.on_conflict_do_update(index_elements=["user_id"], set_=values))


def _grant(row: Row[Any]) -> Grant:
    values = {name: getattr(row, name) for name in Grant.__slots__}
    return Grant(**values | {"role": Role(row.role)})
