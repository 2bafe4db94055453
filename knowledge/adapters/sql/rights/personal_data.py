"""`SqlPersonalData`: everything that is kept about people, in an SQL database."""

import base64
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.rights import erasing, overwriting, theirs, updates
from knowledge.adapters.sql.rights.theirs import TABLES, notes_of
from knowledge.adapters.sql.spine.statements import durable, readonly
from knowledge.adapters.sql.spine.tables import IN_WORK
from knowledge.adapters.sql.weekly.attachments import named_in
from knowledge.adapters.sql.writes import batches
from knowledge.remembering.recalling import fingerprint
from knowledge.rights.ports import Rows
from knowledge.weekly.compiled import StoredPicture

_ACTORS: Final = frozenset({"actor", "granted_by", "decided_by", "set_by", "shadow_by"})
"""The columns that say who did something; others are not told by their numbers."""


@dataclass(frozen=True, slots=True)
class SqlPersonalData:
    """The `PersonalData` port over one database."""

    engine: AsyncEngine

    async def of(self, user_id: int) -> Rows:
        """All that is somebody's, and nothing of anybody else."""
        async with readonly(self.engine) as connection:
            found = {
                section: [_shape(row, user_id) for row in await connection.execute(query)]
                for section, query in theirs.sections(user_id).items()
            }
            named = await updates.naming(connection, user_id)
            pictures = await _pictures(connection, user_id)
        inbox = [
            {"arrived_at": row.arrived_at.isoformat(), "said": updates.said_by(row.payload, user_id)}
            for row in named
            if updates.is_from(row.payload, user_id)
        ]
        known = [{"id": number, "media_type": one.media_type} for number, one in sorted(pictures.items())]
        return found | {"inbox": inbox, "pictures": known}

    async def pictures(self, user_id: int) -> Mapping[int, StoredPicture]:
        """The pictures of their notes, by number."""
        async with readonly(self.engine) as connection:
            return await _pictures(connection, user_id)

    async def in_work(self, user_id: int, before: dt.datetime) -> int:
        """How many updates that arrived before then and name them are still to be worked off."""
        async with durable(self.engine) as connection:
            came = updates.INBOX.c.arrived_at <= before
            rows = await updates.naming(connection, user_id, IN_WORK, came)
            return len(await updates.drop_own(connection, rows, user_id))

    async def erase(self, user_id: int, reprinted: Collection[int] = ()) -> None:
        """Let nothing be theirs or name them, in one transaction; safe to be done again. Notes are not touched."""
        async with durable(self.engine) as connection:
            await erasing.erase(connection, user_id, reprinted)

    async def overwrite(self, *, library: bool) -> None:
        """Let nothing of what was removed be left in the files."""
        if library:
            await self._forget_vectors()
            await self._forget_answers()
        await overwriting.overwrite(self.engine, library=library)

    async def _forget_vectors(self) -> None:
        """Those of passages that are gone; everyday questions have none either, and get theirs again."""
        embeddings, passages = TABLES["embeddings"], TABLES["passages"]
        async with durable(self.engine) as connection:
            held = embeddings.c.content_hash.in_(select(passages.c.content_hash))
            await connection.execute(delete(embeddings).where(not_(held)))

    async def _forget_answers(self) -> None:
        """Those that others got out of entries which are gone or say something else now: they quote what was there."""
        exchanges = TABLES["exchanges"]
        fields = exchanges.c.id, exchanges.c.citations
        async with durable(self.engine) as connection:
            answered = (await connection.execute(select(*fields).where(exchanges.c.answer != ""))).all()
            now = await _fingerprints(connection, {entry for row in answered for _, entry, *_ in row.citations})
            stale = [row.id for row in answered if any(now.get(entry) != then for _, entry, _, then in row.citations)]
            for batch in batches(stale):
                forgotten = update(exchanges).where(exchanges.c.id.in_(batch))
                await connection.execute(forgotten.values(answer="", citations=[]))


async def _fingerprints(connection: AsyncConnection, ids: Collection[str]) -> dict[str, str]:
    """What entries say now, by their ids."""
    entries, found = TABLES["entries"].c, dict[str, str]()
    for batch in batches(sorted(ids)):
        said = await connection.execute(select(entries.id, entries.title, entries.text).where(entries.id.in_(batch)))
        found |= {row.id: fingerprint(row.title, row.text) for row in said}
    return found


async def _pictures(connection: AsyncConnection, user_id: int) -> dict[int, StoredPicture]:
    revisions, parts, attachments = TABLES["revisions"].c, TABLES["parts"].c, TABLES["attachments"]
    texts = await connection.scalars(select(revisions.text).where(revisions.note_id.in_(notes_of(user_id))))
    lists = await connection.scalars(select(parts.attachments).where(parts.note_id.in_(notes_of(user_id))))
    wanted = named_in(texts) | {number for numbers in lists for number in numbers}
    fields = [attachments.c[name] for name in ("id", *StoredPicture.__slots__)]
    found: dict[int, StoredPicture] = {}
    for batch in batches(sorted(wanted)):
        for row in await connection.execute(select(*fields).where(attachments.c.id.in_(batch))):
            found[row.id] = StoredPicture(**{name: getattr(row, name) for name in StoredPicture.__slots__})
    return found


def _shape(row: Row[Any], user_id: int) -> dict[str, Any]:
    """A row as JSON has it, without the numbers of other people."""
    return {name: _plain(name, value, str(user_id)) for name, value in row._asdict().items()}


def _plain(name: str, value: Any, number: str) -> Any:  # noqa: ANN401  whatever a column holds
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if name in _ACTORS and value not in {None, number}:
        return None
    if name == "quoted" and value:
        return [{key: said for key, said in one.items() if key != "user_id"} for one in value]
    return value
