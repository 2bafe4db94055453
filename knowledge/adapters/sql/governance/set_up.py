"""`SqlSetUp`: what the operator has set up in a chat, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.tables import PlaceRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.governance.places import Places

_PLACES: Final = PlaceRow.metadata.tables["places"]
_COLUMN: Final = _PLACES.c
_ALONE: Final = ("notice_chat", "editors_chat", "channel")
_GROUP: Final = "group"


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

    async def put(self, places: Places, by: str, at: dt.datetime) -> None:
        """Set them; of those that were so before it stays known who set them."""
        alone = {(name, getattr(places, name)) for name in _ALONE if getattr(places, name) is not None}
        wanted = sorted(alone | {(_GROUP, chat_id) for chat_id in places.groups})
        rows = [{"place": place, "chat_id": chat_id, "set_at": at, "set_by": by} for place, chat_id in wanted]
        async with durable(self.engine) as connection:
            await connection.execute(delete(_PLACES).where(tuple_(_COLUMN.place, _COLUMN.chat_id).not_in(wanted)))
            if rows:
                await connection.execute(inserting(connection.dialect, _PLACES).on_conflict_do_nothing(), rows)
