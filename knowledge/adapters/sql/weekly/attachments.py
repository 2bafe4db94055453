"""`SqlAttachments`: the pictures that came with notes, in an SQL database."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import String, cast, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.weekly.note_rows import NOTES, PARTS, REVISIONS
from knowledge.adapters.sql.weekly.tables import ArtefactRow, AttachmentRow
from knowledge.weekly.compiled import StoredPicture
from knowledge.weekly.notes import NoteState

_ATTACHMENTS: Final = AttachmentRow.metadata.tables["attachments"]
_ARTEFACTS: Final = ArtefactRow.metadata.tables["artefacts"]
_COLUMN: Final = _ATTACHMENTS.c
_PICTURE: Final = tuple(_COLUMN[name] for name in StoredPicture.__slots__)
_IN_TEXT: Final = re.compile(r"attachment:(\d+)")
_FILE: Final = re.compile(r"pictures/(\d+)\.")


@dataclass(frozen=True, slots=True)
class SqlAttachments:
    """The `Attachments` port over one database."""

    engine: AsyncEngine

    async def keep(self, picture: StoredPicture, now: dt.datetime) -> int:
        """Keep a picture; its id. The same bytes are kept once."""
        values = {name: getattr(picture, name) for name in StoredPicture.__slots__}
        values |= {"digest": sha256(picture.data).hexdigest(), "kept_at": now}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _ATTACHMENTS).values(values)
            # The time is written again so that what was there already is returned as well.
            put = new.on_conflict_do_update(index_elements=["digest"], set_={"kept_at": now})
            return int(await connection.scalar(put.returning(_COLUMN.id)) or 0)

    async def pictures(self, ids: Collection[int]) -> dict[int, StoredPicture]:
        """Pictures by id; unknown ones are left out."""
        query = select(_COLUMN.id, *_PICTURE).where(_COLUMN.id.in_(ids)).order_by(_COLUMN.id)
        async with readonly(self.engine) as connection:
            return {number: StoredPicture(*rest) for number, *rest in await connection.execute(query)}

    async def forget_unused(self, before: dt.datetime) -> int:
        """Remove pictures kept before then that no note has but such as were thrown away, and no issue; how many."""
        old = _COLUMN.kept_at < before  # asked again: the same picture may come at this very moment
        async with durable(self.engine) as connection:
            known = set(await connection.scalars(select(_COLUMN.id).where(old)))
            unused = known - await _used(connection) if known else known
            gone = await connection.execute(delete(_ATTACHMENTS).where(_COLUMN.id.in_(unused), old))
            return gone.rowcount


def named_in(texts: Iterable[str]) -> set[int]:
    """The pictures that stand in texts."""
    return {int(number) for text in texts for number in _IN_TEXT.findall(text)}


async def _used(connection: AsyncConnection) -> set[int]:
    """The pictures of notes that were not thrown away, and of every revision of an issue."""
    is_kept = NOTES.c.state != NoteState.DISCARDED.value
    said = REVISIONS.c.text.contains("attachment:"), is_kept
    texts = await connection.scalars(
        select(REVISIONS.c.text).join(NOTES, NOTES.c.id == REVISIONS.c.note_id).where(*said)
    )
    has_any = cast(PARTS.c.attachments, String) != "[]", is_kept
    lists = await connection.scalars(
        select(PARTS.c.attachments).join(NOTES, NOTES.c.id == PARTS.c.note_id).where(*has_any)
    )
    files = await connection.scalars(select(_ARTEFACTS.c.name).where(_ARTEFACTS.c.name.startswith("pictures/")))
    printed = {int(found[1]) for name in files if (found := _FILE.match(name))}
    return named_in(texts) | {number for numbers in lists for number in numbers} | printed
