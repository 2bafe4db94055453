"""What the library writes: each function is a part of one transaction, begun and ended by its caller."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from knowledge.adapters.sql import queries
from knowledge.adapters.sql.tables import (
    METADATA,
    AliasRow,
    ChangeRow,
    EmbeddingRow,
    EntryRow,
    PassageRow,
    SourceRow,
    VocabularyRow,
)
from knowledge.duplicates import signature
from knowledge.language.introductions import introduced, latin_words
from knowledge.passages import fingerprint
from knowledge.records import Entry, NamePair, Passage, Source, Validators, Vector

_T = TypeVar("_T")

Taught: TypeAlias = tuple[Collection[NamePair], str]

_BATCH: Final = 500
"""How many values one IN list holds; every database takes this many."""


def batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values in lists short enough for one IN."""
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


async def numbers(session: AsyncSession, of: ColumnElement[bool]) -> dict[Passage, int]:
    """The passages of some entries and their numbers."""
    rows = await session.execute(queries.numbered().where(of))
    return {Passage(entry, at, tuple(heading), text): number for number, entry, at, heading, text in rows}


async def put_source(session: AsyncSession, source: Source) -> bool:
    """Insert or update the source; whether it was there before."""
    row = await session.get(SourceRow, source.id)
    if row is None:
        await _insert(session, "sources", [_source(source)])
        return False
    row.sqlmodel_update(_source(source))
    await session.flush()
    return True


async def drop_passages(session: AsyncSession, before: dict[Passage, int], passages: Sequence[Passage]) -> None:
    """Delete and log those that were there before and are not among the passages now."""
    kept = set(passages)
    gone = [number for passage, number in before.items() if passage not in kept]
    for batch in batches(gone):
        await session.execute(delete(PassageRow).where(col(PassageRow.id).in_(batch)))
    await log(session, gone)


async def change_entries(
    session: AsyncSession, source_id: str, entries: Sequence[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Bring the entries that a source has up to date; those that it does not have yet, and those that changed."""
    rows = await session.scalars(select(EntryRow).where(col(EntryRow.source_id) == source_id))
    before = {row.id: row.record() for row in rows}
    for batch in batches(before.keys() - {entry.id for entry in entries}):
        await session.execute(delete(EntryRow).where(col(EntryRow.id).in_(batch)))
    changed = [entry for entry in entries if before.get(entry.id, entry) != entry]
    if changed:
        await session.execute(update(EntryRow), [_entry(entry) for entry in changed])
    return [entry for entry in entries if entry.id not in before], changed


async def add_entries(session: AsyncSession, entries: Sequence[Entry]) -> None:
    """Insert entries."""
    await _insert(session, "entries", [_entry(entry) for entry in entries])


async def learn(session: AsyncSession, taught: Mapping[str, Taught]) -> None:
    """Put what these entries teach in the place of what they taught before."""
    for batch in batches(taught):
        for table in (AliasRow, VocabularyRow):
            await session.execute(delete(table).where(col(table.entry_id).in_(batch)))
    pairs = [{"entry_id": entry_id, **_fields(pair)} for entry_id, (found, _) in taught.items() for pair in found]
    await _insert(session, "aliases", pairs)
    words = [{"entry_id": entry_id, "words": known} for entry_id, (_, known) in taught.items()]
    await _insert(session, "vocabularies", words)


def teach(entries: Iterable[Entry]) -> dict[str, Taught]:
    """What each entry teaches: the names it introduces, and its Latin words in one line."""
    said = {entry.id: f"{entry.title}\n{entry.text}" for entry in entries}
    return {entry_id: (introduced(text), " ".join(sorted(latin_words(text)))) for entry_id, text in said.items()}


async def sign(session: AsyncSession, entry_ids: Sequence[str]) -> None:
    """Give entries their signatures."""
    rows = await session.scalars(select(EntryRow).where(col(EntryRow.id).in_(entry_ids)))
    signed = [{"id": row.id, "signature": signature(row.record())} for row in rows]
    if signed:
        await session.execute(update(EntryRow), signed)


async def stands(session: AsyncSession, entry_id: str, for_entry: str) -> bool:
    """Whether an entry can stand for another one: it is there and no duplicate."""
    found = select(col(EntryRow.id)).where(col(EntryRow.id) == entry_id, col(EntryRow.duplicate_of).is_(None))
    return await session.scalar(found) not in {None, for_entry}


async def mark(session: AsyncSession, entry_id: str, duplicate_of: str | None) -> bool:
    """Write whose duplicate an entry is; whether there is such an entry."""
    statement = update(EntryRow).where(col(EntryRow.id) == entry_id).values(duplicate_of=duplicate_of)
    return await session.scalar(statement.returning(col(EntryRow.id))) is not None


async def add_passages(session: AsyncSession, passages: Sequence[Passage]) -> None:
    """Insert passages and log them under their new numbers, in order."""
    if not passages:
        return
    statement = insert(METADATA.tables["passages"]).returning(col(PassageRow.id))
    rows = [_fields(passage) | {"content_hash": fingerprint(passage)} for passage in passages]
    new = sorted(await session.scalars(statement, rows))
    await _insert(session, "changes", [{"passage_id": number} for number in new])


async def add_vectors(session: AsyncSession, embedder: str, vectors: dict[str, Vector]) -> None:
    """Insert the vectors that are not there yet and log the passages that got one."""
    there = select(col(EmbeddingRow.content_hash)).where(
        col(EmbeddingRow.embedder) == embedder, col(EmbeddingRow.content_hash).in_(vectors)
    )
    new = vectors.keys() - set(await session.scalars(there))
    rows = [
        {"content_hash": key, "embedder": embedder, "vector": np.asarray(vectors[key], "<f4").tobytes()}
        for key in sorted(new)
    ]
    await _insert(session, "embeddings", rows)
    holders = select(col(PassageRow.id)).where(col(PassageRow.content_hash).in_(new))
    await log(session, (await session.scalars(holders.order_by(col(PassageRow.id)))).all())


async def log(session: AsyncSession, passage_ids: Collection[int]) -> None:
    """Put passages at the end of the change log; an older change of theirs is forgotten."""
    for batch in batches(passage_ids):
        await session.execute(delete(ChangeRow).where(col(ChangeRow.passage_id).in_(batch)))
    await _insert(session, "changes", [{"passage_id": number} for number in passage_ids])


async def _insert(session: AsyncSession, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:  # by table, not by class: the ORM's way of inserting costs three times as much
        await session.execute(insert(METADATA.tables[table]), rows)


def _fields(record: Source | Entry | Passage | Validators | NamePair) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _source(source: Source) -> dict[str, Any]:
    fields = _fields(source)
    return fields | _fields(fields.pop("validators"))


def _entry(entry: Entry) -> dict[str, Any]:
    links = [(link.url, link.text) for link in entry.links]
    return _fields(entry) | {"links": links, "signature": signature(entry)}
