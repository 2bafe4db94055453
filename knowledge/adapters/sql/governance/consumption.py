"""`SqlConsumption`: what people and chats have used, and their quotas, in an SQL database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.governance.tables import ConsumptionRow, QuotaRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.governance.quotas import Quota, Scope, Spent
from knowledge.records import Audit

_CONSUMPTION: Final = ConsumptionRow.metadata.tables["consumption"]
_QUOTAS: Final = QuotaRow.metadata.tables["quotas"]


@dataclass(frozen=True, slots=True)
class SqlConsumption:
    """The `Consumption` port over one database; every method is one transaction, durable where a quota is set."""

    engine: AsyncEngine

    async def spend(self, used: Sequence[tuple[Scope, int]], day: dt.date, spent: Spent) -> None:
        """Add to what each of these has used on a day."""
        counts = {name: getattr(spent, name) for name in Spent.__slots__}
        more = {name: _CONSUMPTION.c[name] + count for name, count in counts.items()}
        key = ["scope", "id", "day"]
        with translated():
            async with writing(self.engine).begin() as connection:
                for scope, id_ in sorted(set(used)):  # in the same order everywhere: no two wait for each other
                    new = inserting(connection.dialect, _CONSUMPTION).values(
                        scope=scope.value, id=id_, day=day, **counts
                    )
                    await connection.execute(new.on_conflict_do_update(index_elements=key, set_=more))

    async def spent(self, scope: Scope, id_: int, day: dt.date) -> Spent:
        """What one of them has used on a day."""
        counts = (_CONSUMPTION.c[name] for name in Spent.__slots__)
        query = select(*counts).where(_of(_CONSUMPTION, scope, id_), _CONSUMPTION.c.day == day)
        async with readonly(self.engine) as connection:
            row = (await connection.execute(query)).one_or_none()
            return Spent() if row is None else Spent(*row)

    async def quota(self, scope: Scope, id_: int) -> Quota | None:
        """The quota that was set for one of them; with the id 0, for all that have none of their own."""
        limits = (_QUOTAS.c[name] for name in Quota.__slots__)
        async with readonly(self.engine) as connection:
            row = (await connection.execute(select(*limits).where(_of(_QUOTAS, scope, id_)))).one_or_none()
            return None if row is None else Quota(*row)

    async def keep_quota(self, scope: Scope, id_: int, quota: Quota | None, told: Audit | None = None) -> None:
        """Set it, and write `told` down with it; with None it is as for all."""
        async with durable(self.engine) as connection:
            await write_down(connection, told)
            if quota is None:
                await connection.execute(delete(_QUOTAS).where(_of(_QUOTAS, scope, id_)))
                return
            limits = {name: getattr(quota, name) for name in Quota.__slots__}
            new = inserting(connection.dialect, _QUOTAS).values(scope=scope.value, id=id_, **limits)
            await connection.execute(new.on_conflict_do_update(index_elements=["scope", "id"], set_=limits))

    async def forget(self, before: dt.date) -> int:
        """Remove what was used before a day; how many rows."""
        with translated():
            async with writing(self.engine).begin() as connection:
                gone = await connection.execute(delete(_CONSUMPTION).where(_CONSUMPTION.c.day < before))
                return gone.rowcount


def _of(table: Table, scope: Scope, id_: int) -> ColumnElement[bool]:
    return (table.c.scope == scope.value) & (table.c.id == id_)
