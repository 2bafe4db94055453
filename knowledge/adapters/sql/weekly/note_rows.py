"""Notes, revisions and parts as rows, and back."""

from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select

from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly import tables  # noqa: F401  they are known once this is imported
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Agreement, Note, NoteState, Part, Quoted, Revision, Written

NOTES: Final = METADATA.tables["notes"]
AUTHORS: Final = METADATA.tables["note_authors"]
REVISIONS: Final = METADATA.tables["revisions"]
PARTS: Final = METADATA.tables["parts"]
ALBUM_ITEMS: Final = METADATA.tables["album_items"]

_OWN: Final = tuple(name for name in Note.__slots__ if name not in {"id", "author_id", "origin", "quoted"})
"""The fields that are columns of the same name."""

_NOWHERE: Final = Origin(0, 0, None)
"""Where an erased note came from."""


def notes() -> Select[Any]:
    """Notes with their authors."""
    joined = NOTES.outerjoin(AUTHORS, AUTHORS.c.note_id == NOTES.c.id)
    return select(NOTES, AUTHORS.c.user_id.label("author_id")).select_from(joined)


def written() -> Select[Any]:
    """Notes that have a revision, with their authors and the newest one."""
    newest = and_(REVISIONS.c.note_id == NOTES.c.id, REVISIONS.c.number == NOTES.c.revision)
    joined = NOTES.outerjoin(AUTHORS, AUTHORS.c.note_id == NOTES.c.id).join(REVISIONS, newest)
    theirs = (REVISIONS.c[name].label(f"revision_{name}") for name in Revision.__slots__)
    return select(NOTES, AUTHORS.c.user_id.label("author_id"), *theirs).select_from(joined)


def note_of(row: Row[Any]) -> Note:
    """The note of a row with its author."""
    values = {name: getattr(row, name) for name in _OWN} | {
        "section": Section(row.section),
        "state": NoteState(row.state),
        "agreement": Agreement(row.agreement),
    }
    quoted = tuple(Quoted(**one | {"agreement": Agreement(one["agreement"])}) for one in row.quoted or ())
    return Note(id=row.id, author_id=row.author_id, origin=_origin(row), quoted=quoted, **values)


def written_of(row: Row[Any]) -> Written:
    """The note of a row with its author and newest revision."""
    return Written(note_of(row), Revision(*(getattr(row, f"revision_{name}") for name in Revision.__slots__)))


def note_values(note: Note) -> dict[str, Any]:
    """The columns of a note but for its id; nothing of them says who wrote it.

    What is written in a private chat has the number of that person as its chat.
    """
    origin = asdict(replace(note.origin, user_id=None))
    if note.origin.chat_id == note.author_id:
        origin["chat_id"] = None
    return {name: getattr(note, name) for name in _OWN} | {
        "section": note.section.value,
        "state": note.state.value,
        "agreement": note.agreement.value,
        "origin": origin,
        "quoted": [asdict(one) | {"agreement": one.agreement.value} for one in note.quoted],
    }


def part_of(row: Row[Any]) -> Part:
    """The part of a row."""
    values = {name: getattr(row, name) for name in Part.__slots__}
    return Part(**values | {"attachments": tuple(row.attachments)})


def part_values(part: Part) -> dict[str, Any]:
    """The columns of a part."""
    return asdict(part) | {"attachments": list(part.attachments)}


def _origin(row: Row[Any]) -> Origin:
    if row.origin is None:
        return _NOWHERE
    own = row.author_id if row.origin["chat_id"] is None else row.origin["chat_id"]
    return Origin(**row.origin | {"chat_id": own, "user_id": row.author_id})
