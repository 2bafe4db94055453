"""`SqlNotes`: notes and what they are collected from, in an SQL database."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from math import inf
from typing import Any, Final
from zlib import crc32

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, lock, readonly
from knowledge.adapters.sql.weekly.erasing import erased
from knowledge.adapters.sql.weekly.note_rows import (
    ALBUM_ITEMS,
    AUTHORS,
    NOTES,
    PARTS,
    REVISIONS,
    note_of,
    notes,
    part_of,
    written,
    written_of,
)
from knowledge.adapters.sql.weekly.note_writes import add_note, put_part
from knowledge.weekly.compiled import Section
from knowledge.weekly.lifecycles.note import DRAFTS
from knowledge.weekly.notes import AlbumItem, Note, NoteState, Part, Revision, Written

_DRAFTS: Final = [state.value for state in DRAFTS]
_UNSETTLED: Final = [*_DRAFTS, NoteState.PENDING.value]
_IN_ORDER: Final = list(Section)


@dataclass(frozen=True, slots=True)
class SqlNotes:
    """The `Notes` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def begin(self, note: Note, part: Part | None) -> Note:
        """Keep a new note, with its first message if any; it with its id, or the note that this message began."""
        chat_id, message_id = note.origin.chat_id, note.origin.message_id
        if part is not None:
            chat_id, message_id = part.chat_id, part.message_id
        async with durable(self.engine) as connection:
            await lock(connection, [crc32(f"{chat_id}:{message_id}".encode())])
            known = await _begun(connection, note) if part is None else await _of_part(connection, part)
            return known or await _begin(connection, note, part)

    async def add_part(self, part: Part, due_at: dt.datetime | None) -> bool:
        """Add a message to a note that is being collected, or replace what it said; False where it is not any more."""
        is_collecting = NOTES.c.id == part.note_id, NOTES.c.state == NoteState.COLLECTING.value
        async with durable(self.engine) as connection:
            if (await connection.execute(update(NOTES).where(*is_collecting).values(due_at=due_at))).rowcount == 0:
                return False
            return await put_part(connection, part)

    async def parts(self, note_id: int) -> list[Part]:
        """The messages of a note, in the order of their numbers."""
        query = select(PARTS).where(PARTS.c.note_id == note_id).order_by(PARTS.c.message_id, PARTS.c.chat_id)
        async with readonly(self.engine) as connection:
            return [part_of(row) for row in await connection.execute(query)]

    async def of_message(self, chat_id: int, message_id: int) -> Note | None:
        """The note that a message is a part of."""
        this = PARTS.c.chat_id == chat_id, PARTS.c.message_id == message_id
        return await self._first(notes().where(NOTES.c.id.in_(select(PARTS.c.note_id).where(*this))))

    async def of_album(self, chat_id: int, album: str) -> Note | None:
        """The note that another message of this album is a part of."""
        these = PARTS.c.chat_id == chat_id, PARTS.c.album == album
        query = notes().where(NOTES.c.id.in_(select(PARTS.c.note_id).where(*these)))
        return await self._first(query.order_by(NOTES.c.id.desc()))

    async def hold(self, item: AlbumItem, now: dt.datetime) -> None:
        """Hold an item of an album that belongs to no note yet."""
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, ALBUM_ITEMS).values(asdict(item) | {"held_at": now})
            await connection.execute(new.on_conflict_do_nothing())

    async def held(self, chat_id: int, album: str) -> list[AlbumItem]:
        """The items of an album that are held, in the order of their numbers."""
        these = ALBUM_ITEMS.c.chat_id == chat_id, ALBUM_ITEMS.c.album == album
        query = select(*(ALBUM_ITEMS.c[name] for name in AlbumItem.__slots__)).where(*these)
        async with readonly(self.engine) as connection:
            return [AlbumItem(*row) for row in await connection.execute(query.order_by(ALBUM_ITEMS.c.message_id))]

    async def let_go(self, before: dt.datetime) -> int:
        """Forget the items that were held before then; how many."""
        async with durable(self.engine) as connection:
            return (await connection.execute(delete(ALBUM_ITEMS).where(ALBUM_ITEMS.c.held_at < before))).rowcount

    async def collecting(self, user_id: int, chat_id: int) -> Note | None:
        """What somebody is collecting in a chat, the newest where there are several."""
        query = notes().where(AUTHORS.c.user_id == user_id, NOTES.c.state == NoteState.COLLECTING.value)
        async with readonly(self.engine) as connection:
            found = map(note_of, await connection.execute(query.order_by(NOTES.c.id.desc())))
            return next((note for note in found if note.origin.chat_id == chat_id), None)

    async def unsettled(self, user_id: int, chat_id: int) -> list[Note]:
        """What somebody has begun in a chat and nobody has looked at yet, handed in or not, the newest first."""
        query = notes().where(AUTHORS.c.user_id == user_id, NOTES.c.state.in_(_UNSETTLED))
        async with readonly(self.engine) as connection:
            found = map(note_of, await connection.execute(query.order_by(NOTES.c.id.desc())))
            return [note for note in found if note.origin.chat_id == chat_id]

    async def due(self, now: dt.datetime, limit: int) -> list[Note]:
        """Drafts whose `due_at` has come, the oldest first."""
        query = notes().where(NOTES.c.state.in_(_DRAFTS), NOTES.c.due_at <= now)
        async with readonly(self.engine) as connection:
            found = await connection.execute(query.order_by(NOTES.c.due_at, NOTES.c.id).limit(limit))
            return [note_of(row) for row in found]

    async def note(self, note_id: int) -> Written | None:
        """A note with its newest revision; None where there is none, or no revision yet."""
        return next(iter(await self._written(written().where(NOTES.c.id == note_id))), None)

    async def bare(self, note_id: int) -> Note | None:
        """A note, also one that has no revision yet or was erased."""
        return await self._first(notes().where(NOTES.c.id == note_id))

    async def revisions(self, note_id: int) -> list[Revision]:
        """Every wording of a note, the first first."""
        fields = (REVISIONS.c[name] for name in Revision.__slots__)
        query = select(*fields).where(REVISIONS.c.note_id == note_id).order_by(REVISIONS.c.number)
        async with readonly(self.engine) as connection:
            return [Revision(*row) for row in await connection.execute(query)]

    async def of_author(self, user_id: int, states: Collection[NoteState] | None = None) -> list[Written]:
        """The notes of somebody that have a revision, in these states or in all, the newest first."""
        query = _in(written().where(AUTHORS.c.user_id == user_id), states)
        return await self._written(query.order_by(NOTES.c.id.desc()))

    async def unworded(self, user_id: int) -> list[Note]:
        """What somebody has begun and that has no revision, also where it was thrown away; the newest first."""
        query = notes().where(AUTHORS.c.user_id == user_id, NOTES.c.revision == 0)
        async with readonly(self.engine) as connection:
            return [note_of(row) for row in await connection.execute(query.order_by(NOTES.c.id.desc()))]

    async def of_issue(self, issue_id: int, states: Collection[NoteState] | None = None) -> list[Written]:
        """The notes that are meant for an issue: by section, then position, then the oldest first."""
        found = await self._written(_in(written().where(NOTES.c.issue_id == issue_id), states))
        return sorted(found, key=_place)

    async def labelled(self, slug: str) -> list[Written]:
        """The notes that stand in a published entry."""
        return sorted(await self._written(written().where(NOTES.c.label == slug)), key=_place)

    async def erase(self, note_id: int, now: dt.datetime) -> bool:
        """Make a tombstone of a note; False where there is none, or it is one already."""
        async with durable(self.engine) as connection:
            return await erased(connection, note_id, now)

    async def _first(self, query: Select[Any]) -> Note | None:
        async with readonly(self.engine) as connection:
            row = (await connection.execute(query.limit(1))).one_or_none()
            return None if row is None else note_of(row)

    async def _written(self, query: Select[Any]) -> list[Written]:
        async with readonly(self.engine) as connection:
            return [written_of(row) for row in await connection.execute(query)]


async def _of_part(connection: AsyncConnection, part: Part) -> Note | None:
    this = PARTS.c.chat_id == part.chat_id, PARTS.c.message_id == part.message_id
    row = (await connection.execute(notes().join(PARTS, PARTS.c.note_id == NOTES.c.id).where(*this))).one_or_none()
    return None if row is None else note_of(row)


async def _begun(connection: AsyncConnection, note: Note) -> Note | None:
    """What the same message of the same person began before."""
    theirs = notes().where(AUTHORS.c.user_id == note.author_id)
    where = note.origin.chat_id, note.origin.message_id
    found = map(note_of, await connection.execute(theirs))
    return next((one for one in found if (one.origin.chat_id, one.origin.message_id) == where), None)


async def _begin(connection: AsyncConnection, note: Note, part: Part | None) -> Note:
    number = await add_note(connection, note)
    if part is not None:
        await put_part(connection, replace(part, note_id=number))
    return replace(note, id=number)


def _in(query: Select[Any], states: Collection[NoteState] | None) -> Select[Any]:
    return query if states is None else query.where(NOTES.c.state.in_([state.value for state in states]))


def _place(one: Written) -> tuple[int, float, int]:
    """Where a note stands in its issue; one without a place comes last in its section."""
    note = one.note
    return _IN_ORDER.index(note.section), inf if note.position is None else note.position, note.id
