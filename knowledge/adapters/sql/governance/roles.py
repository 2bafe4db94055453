"""`SqlRoles`: who has which role, in an SQL database."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.tables import RoleRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.governance.roles import Grant, Role

_ROLES: Final = RoleRow.metadata.tables["roles"]
_COLUMN: Final = _ROLES.c


@dataclass(frozen=True, slots=True)
class SqlRoles:
    """The `Roles` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def role(self, user_id: int) -> Role | None:
        """What somebody was granted."""
        async with readonly(self.engine) as connection:
            role = await connection.scalar(select(_COLUMN.role).where(_COLUMN.user_id == user_id))
            return None if role is None else Role(role)

    async def grant(self, grant: Grant) -> None:
        """Give somebody a role in the place of the one they have."""
        values = {name: getattr(grant, name) for name in Grant.__slots__} | {"role": grant.role.value}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _ROLES).values(values)
            await connection.execute(new.on_conflict_do_update(index_elements=["user_id"], set_=values))

    async def revoke(self, user_id: int) -> bool:
        """Take somebody's role; whether they had one."""
        async with durable(self.engine) as connection:
            gone = await connection.execute(delete(_ROLES).where(_COLUMN.user_id == user_id))
            return gone.rowcount > 0

    async def grants(self) -> list[Grant]:
        """Everybody who has one, the oldest first."""
        query = select(_ROLES).order_by(_COLUMN.granted_at, _COLUMN.user_id)
        async with readonly(self.engine) as connection:
            return [_grant(row) for row in await connection.execute(query)]


def _grant(row: Row[Any]) -> Grant:
    values = {name: getattr(row, name) for name in Grant.__slots__}
    return Grant(**values | {"role": Role(row.role)})
