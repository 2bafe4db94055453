"""`SqlWaiting`: messages that the bot waits for an answer to, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.weekly.tables import WaitingRow

_WAITING: Final = WaitingRow.metadata.tables["waiting"]
_COLUMN: Final = _WAITING.c


@dataclass(frozen=True, slots=True)
class SqlWaiting:
    """The `Waiting` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def expect(self, chat_id: int, message_id: int, user_id: int, purpose: str, now: dt.datetime) -> None:
        """Wait for a reply of this person to this message of the bot; `purpose` says what for."""
        how = {"user_id": user_id, "purpose": purpose, "asked_at": now}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _WAITING).values(chat_id=chat_id, message_id=message_id, **how)
            await connection.execute(new.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=how))

    async def purpose(self, chat_id: int, message_id: int, user_id: int) -> str | None:
        """What a reply of this person to a message is for."""
        this = _COLUMN.chat_id == chat_id, _COLUMN.message_id == message_id, _COLUMN.user_id == user_id
        async with readonly(self.engine) as connection:
            found: str | None = await connection.scalar(select(_COLUMN.purpose).where(*this))
            return found

    async def waits_for(self, chat_id: int, message_id: int) -> int | None:
        """Whose reply to a message is waited for."""
        this = _COLUMN.chat_id == chat_id, _COLUMN.message_id == message_id
        async with readonly(self.engine) as connection:
            found: int | None = await connection.scalar(select(_COLUMN.user_id).where(*this))
            return found

    async def done(self, chat_id: int, message_id: int) -> None:
        """It has come."""
        this = _COLUMN.chat_id == chat_id, _COLUMN.message_id == message_id
        async with durable(self.engine) as connection:
            await connection.execute(delete(_WAITING).where(*this))

    async def forget(self, before: dt.datetime) -> int:
        """Wait no longer for what was asked before then; how many."""
        async with durable(self.engine) as connection:
            return (await connection.execute(delete(_WAITING).where(_COLUMN.asked_at < before))).rowcount
