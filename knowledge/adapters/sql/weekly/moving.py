"""Giving a chat another number where the weekly names it inside a column."""

from typing import Final

from sqlalchemy import String, bindparam, cast, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.adapters.sql.weekly.issue_rows import PUBLICATIONS
from knowledge.adapters.sql.weekly.note_rows import NOTES, PARTS

_APART: Final = 10**15
"""More than any message's number; what is so much less stays in its order, and is no message that can be replied to."""


async def move_weekly(connection: AsyncConnection, old: int, new: int) -> None:
    """Where notes were begun, and what an issue's targets are called, in the caller's transaction.

    The new chat numbers its messages anew: what was said in the old one is found under no number of the new one's.
    """
    for table in (PUBLICATIONS, OutboxRow.metadata.tables["outbox"]):
        await connection.execute(update(table).where(table.c.chat_id == old).values(message_id=None))
    apart = update(PARTS).where(PARTS.c.chat_id == old).values(message_id=PARTS.c.message_id - _APART)
    await connection.execute(apart)
    named = cast(NOTES.c.origin, String).contains(str(old))
    found = await connection.execute(select(NOTES.c.id, NOTES.c.origin).where(named))
    rows = [
        {"number": number, "origin": origin | {"chat_id": new, "message_id": origin["message_id"] - _APART}}
        for number, origin in found
        if origin is not None and origin["chat_id"] == old
    ]
    if rows:
        await connection.execute(update(NOTES).where(NOTES.c.id == bindparam("number")), rows)
    await _rename_targets(connection, f"group:{old}", f"group:{new}")


async def _rename_targets(connection: AsyncConnection, old: str, new: str) -> None:
    """Call a target what it is called now, but where an issue has gone to both."""
    own = PUBLICATIONS.alias()
    same = own.c.issue_id == PUBLICATIONS.c.issue_id, own.c.revision == PUBLICATIONS.c.revision
    is_there = exists(select(own.c.target).where(*same, own.c.target == new))
    await connection.execute(update(PUBLICATIONS).where(PUBLICATIONS.c.target == old, ~is_there).values(target=new))
