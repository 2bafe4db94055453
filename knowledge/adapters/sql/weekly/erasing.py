"""Making a tombstone of a note: what it said, and who wrote it, is gone from every table."""

import datetime as dt
from typing import Final

from sqlalchemy import String, cast, delete, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly.attachments import named_in
from knowledge.adapters.sql.weekly.note_rows import AUTHORS, NOTES, PARTS, REVISIONS
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Agreement, NoteState

_ATTACHMENTS: Final = METADATA.tables["attachments"]
_ARTEFACTS: Final = METADATA.tables["artefacts"]
_AUDITS: Final = METADATA.tables["audits"]
_ISSUES: Final = METADATA.tables["issues"]
_OUTBOX: Final = OutboxRow.metadata.tables["outbox"]

_KEPT: Final = {"id", "opened_at", "changed_at", "version"}
_REST: Final = {column.name: null() for column in NOTES.c if column.name not in _KEPT} | {
    "section": Section.STUDY.value,
    "state": NoteState.ERASED.value,
    "revision": 0,
    "anonymous": False,
    "urgent": False,
    "agreement": Agreement.NOT_ASKED.value,
}
"""What a tombstone says where a column must say something."""

_ABOUT: Final = (
    *("preview:{}:%", "card:{}", "card:{}:%", "decided:{}:%", "edited:{}:%", "agree:%:{}"),
    *("consent:{}", "consent:{}:%"),
)
"""The keys of effects that tell of a note."""

_UNSENT: Final = tuple(state.value for state in (EffectState.PENDING, EffectState.FAILED, EffectState.UNCERTAIN))


async def erased(connection: AsyncConnection, note_id: int, now: dt.datetime) -> bool:
    """Make a tombstone of a note, in the caller's transaction; False where there is none, or it is one already."""
    query = select(NOTES.c.state, NOTES.c.issue_id).where(NOTES.c.id == note_id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.state == NoteState.ERASED.value:
        return False
    pictures = await _pictures(connection, note_id)
    for table in (REVISIONS, PARTS, AUTHORS):
        await connection.execute(delete(table).where(table.c.note_id == note_id))
    rest = _REST | {"changed_at": now, "version": NOTES.c.version + 1}
    await connection.execute(update(NOTES).where(NOTES.c.id == note_id).values(rest))
    await _forget_pictures(connection, pictures)
    await _forget_told(connection, note_id, now)
    await _forget_artefacts(connection, row.issue_id)
    return True


async def _pictures(connection: AsyncConnection, note_id: int) -> set[int]:
    texts = await connection.scalars(select(REVISIONS.c.text).where(REVISIONS.c.note_id == note_id))
    lists = await connection.scalars(select(PARTS.c.attachments).where(PARTS.c.note_id == note_id))
    return named_in(texts) | {number for numbers in lists for number in numbers}


async def _forget_pictures(connection: AsyncConnection, pictures: set[int]) -> None:
    """Remove those that no other note has; the same picture may have come twice."""
    if not pictures:
        return
    said = or_(*(REVISIONS.c.text.contains(f"attachment:{number}") for number in pictures))
    listed = or_(*(cast(PARTS.c.attachments, String).contains(str(number)) for number in pictures))
    texts = await connection.scalars(select(REVISIONS.c.text).where(said))
    lists = await connection.scalars(select(PARTS.c.attachments).where(listed))
    unused = pictures - named_in(texts) - {number for numbers in lists for number in numbers}
    await connection.execute(delete(_ATTACHMENTS).where(_ATTACHMENTS.c.id.in_(unused)))


async def _forget_told(connection: AsyncConnection, note_id: int, now: dt.datetime) -> None:
    """Remove what was said of the note by those who decided, and what would be sent."""
    told = update(_AUDITS).where(_AUDITS.c.subject == f"note:{note_id}").values(detail={})
    await connection.execute(told)
    about = or_(*(_OUTBOX.c.key.like(key.format(note_id)) for key in _ABOUT))
    before = _OUTBOX.c.state.in_(_UNSENT), _OUTBOX.c.put_at < now  # what tells of the erasure itself is sent
    await connection.execute(delete(_OUTBOX).where(about, *before))


async def _forget_artefacts(connection: AsyncConnection, issue_id: int | None) -> None:
    """Remove the earlier revisions of the issue, which say what the note said."""
    newest = select(_ISSUES.c.revision).where(_ISSUES.c.id == issue_id).scalar_subquery()
    earlier = _ARTEFACTS.c.issue_id == issue_id, _ARTEFACTS.c.revision < newest
    await connection.execute(delete(_ARTEFACTS).where(*earlier))
