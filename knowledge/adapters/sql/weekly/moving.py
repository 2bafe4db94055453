"""Giving a chat another number where the weekly names it inside a column."""

from sqlalchemy import String, bindparam, cast, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.weekly.issue_rows import PUBLICATIONS
from knowledge.adapters.sql.weekly.note_rows import NOTES


async def move_weekly(connection: AsyncConnection, old: int, new: int) -> None:
    """Where notes were begun, and what an issue's targets are called, in the caller's transaction."""
    named = cast(NOTES.c.origin, String).contains(str(old))
    found = await connection.execute(select(NOTES.c.id, NOTES.c.origin).where(named))
    rows = [
        {"number": number, "origin": origin | {"chat_id": new}}
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
