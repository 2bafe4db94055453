"""`SqlReplies`: what updates were answered with, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting
from knowledge.adapters.sql.spine.tables import ReplyRow
from knowledge.spine.replies import Reply, Slot

_REPLIES: Final = ReplyRow.metadata.tables["replies"]
_COLUMN: Final = _REPLIES.c


@dataclass(frozen=True, slots=True)
class SqlReplies:
    """The `Replies` port over one database; every method is one transaction, and durable."""

    engine: AsyncEngine

    async def begin(self, slot: Slot, chat_id: int, digest: str, now: dt.datetime) -> Reply | None:
        """Note that a slot's message is about to be sent; what was known of the slot before, unchanged then."""
        row = {"update_id": slot.update_id, "n": slot.n, "chat_id": chat_id, "digest": digest, "begun_at": now}
        known = select(_COLUMN.chat_id, _COLUMN.digest, _COLUMN.message_id).where(_is(slot))
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _REPLIES).values(row)
            put = new.on_conflict_do_nothing(index_elements=["update_id", "n"]).returning(_COLUMN.n)
            while await connection.scalar(put) is None:
                if (before := (await connection.execute(known)).one_or_none()) is not None:
                    return Reply(*before)  # else it was withdrawn between the two statements
            return None

    async def sent(self, slot: Slot, digest: str, message_id: int) -> None:
        """Note which message a slot holds, and what it says now."""
        async with durable(self.engine) as connection:
            await connection.execute(update(_REPLIES).where(_is(slot)).values(digest=digest, message_id=message_id))

    async def withdraw(self, slot: Slot) -> None:
        """Note that nothing was sent into a slot after all."""
        async with durable(self.engine) as connection:
            await connection.execute(delete(_REPLIES).where(_is(slot)))

    async def forget(self, before: dt.datetime) -> int:
        """Remove what is older; how much."""
        async with durable(self.engine) as connection:
            return (await connection.execute(delete(_REPLIES).where(_COLUMN.begun_at < before))).rowcount


def _is(slot: Slot) -> ColumnElement[bool]:
    return and_(_COLUMN.update_id == slot.update_id, _COLUMN.n == slot.n)
