"""Adding and changing notes and their parts, in the transaction of the caller."""

from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.spine.statements import inserting
from knowledge.adapters.sql.weekly.note_rows import AUTHORS, NOTES, PARTS, note_values, part_values
from knowledge.weekly.notes import Note, Part


async def add_note(connection: AsyncConnection, note: Note) -> int:
    """Add a note and who wrote it; its id."""
    number = await connection.scalar(insert(NOTES).values(note_values(note)).returning(NOTES.c.id))
    if note.author_id is not None:
        await connection.execute(insert(AUTHORS).values(note_id=number, user_id=note.author_id))
    return int(number or 0)


async def change_notes(connection: AsyncConnection, changed: list[Note]) -> None:
    """Make rows what these notes are now; who wrote them stays."""
    rows: list[dict[str, Any]] = [note_values(note) | {"number": note.id} for note in changed]
    if rows:
        await connection.execute(update(NOTES).where(NOTES.c.id == bindparam("number")), rows)


async def put_part(connection: AsyncConnection, part: Part) -> bool:
    """Add a part, or put it in the place of what the message said; False where the message is another note's."""
    new = inserting(connection.dialect, PARTS).values(part_values(part))
    kept = new.on_conflict_do_update(
        index_elements=["chat_id", "message_id"],
        set_={name: new.excluded[name] for name in ("text", "sent_at", "album", "attachments")},
        where=PARTS.c.note_id == part.note_id,
    )
    return await connection.scalar(kept.returning(PARTS.c.note_id)) is not None
