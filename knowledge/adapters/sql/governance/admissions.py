"""`SqlAdmissions`: which chats the bot serves, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, select, true, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.governance.tables import AdmissionRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.governance.admissions import Admission, Standing
from knowledge.records import Audit

_ADMISSIONS: Final = AdmissionRow.metadata.tables["admissions"]
_COLUMN: Final = _ADMISSIONS.c


@dataclass(frozen=True, slots=True)
class SqlAdmissions:
    """The `Admissions` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def admission(self, chat_id: int) -> Admission | None:
        """How one chat stands."""
        return await self._one(_COLUMN.chat_id == chat_id)

    async def ask(self, admission: Admission) -> Admission:
        """Keep a chat that is new; what is known of it where it is not, with its title as it is now."""
        known = await self.admission(admission.chat_id)  # nearly always as it is, and reading waits for no writer
        called = {"kind": admission.kind, "title": admission.title}
        if known is not None and (known.kind, known.title) == (admission.kind, admission.title):
            return known
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _ADMISSIONS).values(_values(admission))
            put = new.on_conflict_do_update(index_elements=["chat_id"], set_=called).returning(*_COLUMN)
            return _admission((await connection.execute(put)).one())

    async def by_code(self, code: str) -> Admission | None:
        """The chat that waits with this code."""
        return await self._one(_COLUMN.code == code)

    async def decide(
        self, chat_id: int, standing: Standing, by: str, at: dt.datetime, told: Audit | None = None
    ) -> Admission | None:
        """Admit or refuse a chat, and write `told` down with it; its code is used up.

        None where it is not known, or stands otherwise than it did by `told`: somebody else was first.
        """
        decided = {"standing": standing.value, "decided_by": by, "decided_at": at, "code": None}
        which = _COLUMN.chat_id == chat_id
        which &= _COLUMN.standing == told.before if told else true()
        change = update(_ADMISSIONS).where(which).values(decided).returning(*_COLUMN)
        async with durable(self.engine) as connection:
            row = (await connection.execute(change)).one_or_none()
            await write_down(connection, told if row else None)
            return None if row is None else _admission(row)

    async def admissions(self) -> list[Admission]:
        """Every chat, those that came last first."""
        query = select(_ADMISSIONS).order_by(_COLUMN.asked_at.desc(), _COLUMN.chat_id)
        async with readonly(self.engine) as connection:
            return [_admission(row) for row in await connection.execute(query)]

    async def _one(self, which: ColumnElement[bool]) -> Admission | None:
        async with readonly(self.engine) as connection:
            row = (await connection.execute(select(_ADMISSIONS).where(which))).one_or_none()
            return None if row is None else _admission(row)


def _admission(row: Row[Any]) -> Admission:
    values = {name: getattr(row, name) for name in Admission.__slots__}
    return Admission(**values | {"standing": Standing(row.standing)})


def _values(admission: Admission) -> dict[str, Any]:
    values = {name: getattr(admission, name) for name in Admission.__slots__}
    return values | {"standing": admission.standing.value}
