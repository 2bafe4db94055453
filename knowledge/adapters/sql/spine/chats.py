"""`SqlChats`: which chats cannot be reached and which got another number, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Table, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.chat_tables import ChatRow, ListenGateRow, OverheardRow
from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.governance.moving import move_governance
from knowledge.adapters.sql.governance.tables import AdmissionRow, ConfirmationRow, PlaceRow
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.spine.tables import OutboxRow, ReplyRow, StopRow
from knowledge.adapters.sql.tables import METADATA, ExchangeRow, OpenQuestionRow
from knowledge.adapters.sql.weekly.moving import move_weekly
from knowledge.adapters.sql.weekly.tables import AlbumItemRow, PartRow, PublicationRow, WaitingRow

_LOST: Final = METADATA.tables["lost_chats"]
_COLUMN: Final = _LOST.c

_OF_WEEKLY: Final = (PartRow, AlbumItemRow, PublicationRow, WaitingRow)

_OF_GOVERNANCE: Final = (AdmissionRow, ConfirmationRow, PlaceRow)

_OF_TALKS: Final = (ExchangeRow, OpenQuestionRow, ChatRow, ListenGateRow, OverheardRow)

MOVED: Final = (*_OF_TALKS, OutboxRow, ReplyRow, StopRow, *_OF_WEEKLY, *_OF_GOVERNANCE)
"""What names a chat by its number and goes with it."""

_APART: Final = 10**15
"""More than any message's number."""


@dataclass(frozen=True, slots=True)
class SqlChats:
    """The `Chats` port over one database."""

    engine: AsyncEngine

    async def lost(self, chat_id: int, reason: str, now: dt.datetime) -> None:
        """The bot was removed or blocked there: nothing is sent until something comes from it again."""
        how = {"reason": reason, "lost_at": now}
        with translated():
            async with writing(self.engine).begin() as connection:
                new = inserting(connection.dialect, _LOST).values(chat_id=chat_id, **how)
                await connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=how))

    async def heard(self, chat_id: int) -> None:
        """Something came from a chat, so it can be reached."""
        if await self.is_lost(chat_id):  # nearly never, and reading waits for no writer
            with translated():
                async with writing(self.engine).begin() as connection:
                    await connection.execute(delete(_LOST).where(_COLUMN.chat_id == chat_id))

    async def is_lost(self, chat_id: int) -> bool:
        """Whether nothing can be sent there."""
        async with readonly(self.engine) as connection:
            return await connection.scalar(select(_COLUMN.chat_id).where(_COLUMN.chat_id == chat_id)) is not None

    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup: everything that names the old chat names the new one, in one transaction."""
        async with durable(self.engine) as connection:
            await move_weekly(connection, old, new)
            await move_governance(connection, old, new)
            await _set_messages_apart(connection, old)
            for row in MOVED:
                await _move(connection, METADATA.tables[str(row.__tablename__)], old, new)
            await connection.execute(delete(_LOST).where(_COLUMN.chat_id == old))  # the new one is there


async def _set_messages_apart(connection: AsyncConnection, old: int) -> None:
    """The new chat numbers its messages anew: none of them is one that asked or carried an answer in the old one."""
    exchanges = METADATA.tables[str(ExchangeRow.__tablename__)]
    lost: dict[str, object] = {
        "message_id": exchanges.c.message_id - _APART,
        "answer_message_id": None,
        "further_message_ids": [],
    }
    of_old = (exchanges.c.chat_id == old) & (exchanges.c.message_id > 0)
    await connection.execute(update(exchanges).where(of_old).values(lost))


async def _move(connection: AsyncConnection, table: Table, old: int, new: int) -> None:
    """Give rows the new number; where the new chat has such a row of its own, that stays and the old one goes."""
    statement = update(table).where(table.c.chat_id == old).values(chat_id=new)
    if "chat_id" in table.primary_key.columns:
        own = table.alias()
        rest = (own.c[key.name] == key for key in table.primary_key.columns if key.name != "chat_id")
        statement = statement.where(~exists(select(own.c.chat_id).where(and_(own.c.chat_id == new, *rest))))
    await connection.execute(statement)
    await connection.execute(delete(table).where(table.c.chat_id == old))
