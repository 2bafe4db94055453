"""`SqlConfirmations`: what waits to be confirmed, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.governance.tables import ConfirmationRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.spine.tables import LeaseRow
from knowledge.governance.confirmations import Confirmation

_CONFIRMATIONS: Final = ConfirmationRow.metadata.tables["confirmations"]
_LEASES: Final = LeaseRow.metadata.tables["leases"]
_COLUMN: Final = _CONFIRMATIONS.c


@dataclass(frozen=True, slots=True)
class SqlConfirmations:
    """The `Confirmations` port over one database; every method is one transaction.

    Durable where it gives a number away or takes one back: a button must never mean what another one means.
    """

    engine: AsyncEngine

    async def ask(self, confirmation: Confirmation) -> int:
        """Keep one; its new id."""
        values = {name: getattr(confirmation, name) for name in Confirmation.__slots__ if name != "id"}
        new = insert(_CONFIRMATIONS).values(values | {"arguments": dict(confirmation.arguments)})
        async with durable(self.engine) as connection:
            return int((await connection.execute(new.returning(_COLUMN.id))).scalar_one())

    async def confirmation(self, confirmation_id: int) -> Confirmation | None:
        """One that was not taken; None where it is gone. Whether it has expired is for `take` to say."""
        async with readonly(self.engine) as connection:
            query = select(_CONFIRMATIONS).where(_COLUMN.id == confirmation_id)
            row = (await connection.execute(query)).one_or_none()
            return None if row is None else _confirmation(row)

    async def waiting(self, action: str, now: dt.datetime) -> list[Confirmation]:
        """All of an action that have not expired, the oldest first."""
        waits = (_COLUMN.action == action) & (_COLUMN.expires_at > now)
        async with readonly(self.engine) as connection:
            rows = await connection.execute(select(_CONFIRMATIONS).where(waits).order_by(_COLUMN.id))
            return [_confirmation(row) for row in rows]

    async def hold(self, confirmation_id: int, holder: str, now: dt.datetime) -> Confirmation | None:
        """Have one that has not expired for oneself until it is taken or expires: None for everybody else."""
        waits = (_COLUMN.id == confirmation_id) & (_COLUMN.expires_at > now)
        # Locked: a `take` between here and the lease would give the freed lease to whoever waits, and work off twice.
        query = select(_CONFIRMATIONS).where(waits).with_for_update()
        async with durable(self.engine) as connection:
            row = (await connection.execute(query)).one_or_none()
            if row is None:
                return None
            held = {"holder": holder, "held_until": row.expires_at}
            new = inserting(connection.dialect, _LEASES).values(name=_held(confirmation_id), **held)
            mine = _LEASES.c.holder == holder
            put = new.on_conflict_do_update(index_elements=["name"], set_=held, where=mine)
            is_mine = await connection.scalar(put.returning(_LEASES.c.name)) is not None
            return _confirmation(row) if is_mine else None

    async def take(self, confirmation_id: int, now: dt.datetime) -> Confirmation | None:
        """Take one that has not expired, once: None for everybody else."""
        waits = (_COLUMN.id == confirmation_id) & (_COLUMN.expires_at > now)
        async with durable(self.engine) as connection:
            taken = await connection.execute(delete(_CONFIRMATIONS).where(waits).returning(*_COLUMN))
            row = taken.one_or_none()
            await connection.execute(delete(_LEASES).where(_LEASES.c.name == _held(confirmation_id)))
            return None if row is None else _confirmation(row)

    async def forget(self, before: dt.datetime) -> int:
        """Remove those that expired before then; how many."""
        with translated():
            async with writing(self.engine).begin() as connection:
                left = _LEASES.c.name.startswith(_held(""), autoescape=True) & (_LEASES.c.held_until < before)
                await connection.execute(delete(_LEASES).where(left))
                gone = await connection.execute(delete(_CONFIRMATIONS).where(_COLUMN.expires_at < before))
                return gone.rowcount


def _held(confirmation_id: int | str) -> str:
    return f"confirmation:{confirmation_id}"


def _confirmation(row: Row[Any]) -> Confirmation:
    return Confirmation(**{name: getattr(row, name) for name in Confirmation.__slots__})
