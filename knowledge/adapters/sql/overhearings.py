"""`SqlOverhearings`: what was said without the bot being asked, and its labels, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.chat_tables import OverheardRow
from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.records import Audit, Overheard

_OVERHEARD: Final = OverheardRow.metadata.tables["overheard"]
_COLUMN: Final = _OVERHEARD.c


@dataclass(frozen=True, slots=True)
class SqlOverhearings:
    """The `Overhearings` port over one database; every method is one transaction.

    Durable where it gives a number away, which buttons name, and where an admin has labelled.
    """

    engine: AsyncEngine

    async def hear(self, overheard: Overheard) -> int:
        """Keep a message; its id, the same where it is known."""
        values = {name: getattr(overheard, name) for name in Overheard.__slots__ if name != "id"}
        key = ["chat_id", "message_id"]
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _OVERHEARD).values(values)
            # changing nothing, as only a row that was inserted or changed is returned
            put = new.on_conflict_do_update(index_elements=key, set_={"chat_id": overheard.chat_id})
            return int((await connection.execute(put.returning(_COLUMN.id))).scalar_one())

    async def overheard(self, id_: int) -> Overheard | None:
        """One of them."""
        found = await self._all(select(_OVERHEARD).where(_COLUMN.id == id_))
        return found[0] if found else None

    async def label(
        self, id_: int, by: int, at: dt.datetime, *, should_answer: bool, told: Audit | None = None
    ) -> Overheard | None:
        """Note whether it should be answered, and write `told` down with it; it as it is now, None where it is gone."""
        says = {"label": should_answer, "labelled_by": by, "labelled_at": at}
        change = update(_OVERHEARD).where(_COLUMN.id == id_).values(says).returning(*_COLUMN)
        async with durable(self.engine) as connection:
            row = (await connection.execute(change)).one_or_none()
            await write_down(connection, told if row else None)
            return None if row is None else _overheard(row)

    async def unlabelled(self, chat_id: int, limit: int) -> list[Overheard]:
        """Those of a chat that nobody has labelled, the newest first."""
        query = select(_OVERHEARD).where(_COLUMN.chat_id == chat_id, _COLUMN.label.is_(None))
        return await self._all(query.order_by(_COLUMN.heard_at.desc(), _COLUMN.id.desc()).limit(limit))

    async def labelled(self, chat_id: int | None = None) -> list[Overheard]:
        """Those of a chat, or of all, that somebody has labelled, the oldest first."""
        query = select(_OVERHEARD).where(_COLUMN.label.is_not(None)).order_by(_COLUMN.heard_at, _COLUMN.id)
        return await self._all(query if chat_id is None else query.where(_COLUMN.chat_id == chat_id))

    async def forget(self, before: dt.datetime) -> int:
        """Remove what is older and was never labelled; how many."""
        past = (_COLUMN.heard_at < before) & _COLUMN.label.is_(None)
        with translated():
            async with writing(self.engine).begin() as connection:
                gone = await connection.execute(delete(_OVERHEARD).where(past))
                return gone.rowcount

    async def _all(self, query: Select[*tuple[Any, ...]]) -> list[Overheard]:
        async with readonly(self.engine) as connection:
            return [_overheard(row) for row in await connection.execute(query)]


def _overheard(row: Row[Any]) -> Overheard:
    return Overheard(**{name: getattr(row, name) for name in Overheard.__slots__})
