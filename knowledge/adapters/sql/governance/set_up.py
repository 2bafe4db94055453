"""`SqlSetUp`: what the operator has set up in a chat, in an SQL database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.governance.tables import PlaceRow
from knowledge.adapters.sql.spine.statements import durable, inserting, lock, readonly
from knowledge.governance.places import Places
from knowledge.records import Audit

_PLACES: Final = PlaceRow.metadata.tables["places"]
_COLUMN: Final = _PLACES.c
_ALONE: Final = ("notice_chat", "editors_chat", "channel")
_GROUP: Final = "group"
_CHANGING: Final = crc32(b"places")
"""The lock of whoever gives a part to a chat: one of two who give the same part takes it from the other's chat."""


@dataclass(frozen=True, slots=True)
class SqlSetUp:
    """The `SetUp` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def places(self) -> Places:
        """The chats as they are set, the groups by their numbers; nothing where nothing is."""
        query = select(_COLUMN.place, _COLUMN.chat_id).order_by(_COLUMN.chat_id)
        async with readonly(self.engine) as connection:
            rows = [(place, chat_id) for place, chat_id in await connection.execute(query)]
        alone = {place: chat_id for place, chat_id in rows if place in _ALONE}
        return Places(**alone, groups=tuple(chat_id for place, chat_id in rows if place == _GROUP))

    async def change(self, before: Places, after: Places, told: Sequence[Audit], by: str, at: dt.datetime) -> None:
        """Set what of `after` is otherwise than `before`, and write `told` down with it; the rest stays as it is."""
        was, now = _held(before), _held(after)
        new = [{"place": place, "chat_id": chat_id, "set_at": at, "set_by": by} for place, chat_id in sorted(now - was)]
        alone = {place for place, _ in now - was} - {_GROUP}  # also who came in the meantime gives way
        old = or_(tuple_(_COLUMN.place, _COLUMN.chat_id).in_(sorted(was - now)), _COLUMN.place.in_(alone))
        async with durable(self.engine) as connection:
            await lock(connection, [_CHANGING])
            await connection.execute(delete(_PLACES).where(old))
            if new:
                await connection.execute(inserting(connection.dialect, _PLACES).on_conflict_do_nothing(), new)
            await write_down(connection, *told)


def _held(places: Places) -> set[tuple[str, int]]:
    """Each part with each chat that has it."""
    alone = {(name, getattr(places, name)) for name in _ALONE if getattr(places, name) is not None}
    return alone | {(_GROUP, chat_id) for chat_id in places.groups}
