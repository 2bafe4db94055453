"""`SqlLeases`: who does what only one process may do, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, is_over
from knowledge.adapters.sql.spine.tables import LeaseRow

_LEASES: Final = LeaseRow.metadata.tables["leases"]
_COLUMN: Final = _LEASES.c


@dataclass(frozen=True, slots=True)
class SqlLeases:
    """The `Leases` port over one database; every method is one statement, so that of two at once one wins."""

    engine: AsyncEngine

    async def take(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Get or prolong a lease; False where another holds it still."""
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _LEASES).values(name=name, holder=holder, held_until=until)
            taken = new.on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "held_until": until},
                where=or_(_COLUMN.holder == holder, is_over(_COLUMN.held_until, now, until)),
            )
            return await connection.scalar(taken.returning(_COLUMN.name)) is not None

    async def release(self, name: str, holder: str) -> None:
        """Give a lease back; nothing happens where another holds it."""
        async with durable(self.engine) as connection:
            await connection.execute(delete(_LEASES).where(_COLUMN.name == name, _COLUMN.holder == holder))
