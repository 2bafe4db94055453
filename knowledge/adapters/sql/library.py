"""`SqlLibrary`: the library in an SQL database."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Row, delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql import queries, writes
from knowledge.adapters.sql.engine import BUSY_SECONDS, open_engine, reading, translated, writing
from knowledge.adapters.sql.postgres import CHANGES_LOCK
from knowledge.adapters.sql.tables import ChangeRow, EmbeddingRow, EntryRow, PassageRow, SourceRow, VocabularyRow
from knowledge.passages import wording
from knowledge.records import (
    Entry,
    Found,
    IndexedPassage,
    Lexicon,
    NamePair,
    Passage,
    Signed,
    Source,
    SourceSummary,
    Vector,
    VectorCount,
)


@contextlib.asynccontextmanager
async def open_library(where: Path | str, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator["SqlLibrary"]:
    """The library in a SQLite file (created with its directory where missing) or at the address of a database.

    Raises:
        LibraryUnavailable: it cannot be created, opened or brought up to date, or is newer than this program.
    """
    async with open_engine(where, busy_seconds) as engine:
        yield SqlLibrary(engine)


class SqlLibrary:
    """The `Library` port over one database; every method is one transaction.

    The change log holds one row a passage, so that following it from 0 rebuilds a whole index.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._reading_engine = reading(engine)
        self._writing_engine = writing(engine)
        self._turn = asyncio.Lock()  # SQLite takes one writer: waiting here is fair and polls nothing

    async def sources(self) -> list[SourceSummary]:
        """Every source, oldest first; of one moment, by path."""
        async with self._reading() as session:
            rows = await session.execute(queries.summaries())
            return [SourceSummary(row.record(), entries, passages) for row, entries, passages in rows]

    async def entry(self, entry_id: str) -> tuple[Entry, Source] | None:
        """One entry and the source it stands in."""
        async with self._reading() as session:
            rows = await session.execute(queries.entries().where(col(EntryRow.id) == entry_id))
            return next(((entry.record(), source.record()) for entry, source in rows), None)

    async def entries(self, source_id: str | None = None) -> list[tuple[Entry, Source]]:
        """The entries of one source or of all, in reading order."""
        query = queries.entries()
        if source_id is not None:
            query = query.where(col(EntryRow.source_id) == source_id)
        async with self._reading() as session:
            return [(entry.record(), source.record()) for entry, source in await session.execute(query)]

    async def keep(self, source: Source, entries: Sequence[Entry], passages: Sequence[Passage]) -> None:
        """Make the source hold exactly these entries and passages, in one transaction."""
        taught = await asyncio.to_thread(writes.teach, entries)
        async with self._writing() as session:
            before: dict[Passage, int] = {}
            new, changed = list(entries), list[Entry]()
            if await writes.put_source(session, source):
                before = await writes.numbers(session, col(EntryRow.source_id) == source.id)
                await writes.drop_passages(session, before, passages)
                new, changed = await writes.change_entries(session, source.id, entries)
            await writes.add_entries(session, new)
            await writes.learn(session, {entry.id: taught[entry.id] for entry in (*new, *changed)})
            await writes.add_passages(session, [passage for passage in passages if passage not in before])

    async def remove(self, source_id: str) -> None:
        """Remove a source with all that came from it; where there is none, nothing happens."""
        async with self._writing() as session:
            gone = (await writes.numbers(session, col(EntryRow.source_id) == source_id)).values()
            await session.execute(delete(SourceRow).where(col(SourceRow.id) == source_id))
            await writes.log(session, gone)

    async def signatures(self) -> list[Signed]:
        """Every entry's signature, oldest source first, in reading order; what has none yet gets one."""
        rows = await self._signatures()
        unsigned = [row.id for row in rows if row.signature is None]
        for batch in writes.batches(unsigned):
            async with self._writing() as session:
                await writes.sign(session, batch)
        if unsigned:
            rows = await self._signatures()
        return [
            Signed(entry_id, signature, duplicate_of, truncated)
            for entry_id, signature, duplicate_of, truncated in rows
            if signature is not None
        ]

    async def fold(self, entry_id: str, duplicate_of: str | None, passages: Sequence[Passage]) -> None:
        """Mark an entry as the duplicate of another, or as none, and make it hold exactly these passages."""
        async with self._writing() as session:
            if duplicate_of is not None and not await writes.stands(session, duplicate_of, entry_id):
                return
            if await writes.mark(session, entry_id, duplicate_of):
                before = await writes.numbers(session, col(EntryRow.id) == entry_id)
                await writes.drop_passages(session, before, passages)
                await writes.add_passages(session, [passage for passage in passages if passage not in before])

    async def last_change(self) -> int:
        """The newest position of the change log; 0 for an empty library."""
        async with self._reading() as session:
            return await session.scalar(select(func.max(col(ChangeRow.seq)))) or 0

    async def changes(self, after: int, limit: int, embedder: str) -> tuple[int, list[IndexedPassage], list[int]]:
        """The next stretch of the change log after a position, with vectors of this embedder."""
        async with self._reading() as session:
            rows = (await session.execute(queries.changes(after, embedder).limit(limit))).all()
        position = rows[-1].seq if rows else after
        present = [_indexed(row) for row in rows if row.entry_id is not None]
        return position, present, [row.passage_id for row in rows if row.entry_id is None]

    async def newest_passage(self, position: int) -> int:
        """The largest number of a passage whose newest change is not after this position; 0 where there is none."""
        query = select(func.max(col(ChangeRow.passage_id))).where(col(ChangeRow.seq) <= position)
        async with self._reading() as session:
            return await session.scalar(query) or 0

    async def found(self, passage_ids: Iterable[int]) -> dict[int, Found]:
        """The passages with these numbers, with entry and source, score 0; unknown numbers are left out."""
        found: dict[int, Found] = {}
        async with self._reading() as session:
            for batch in writes.batches(passage_ids):
                rows = (await session.execute(queries.passages().where(col(PassageRow.id).in_(batch)))).all()
                entries: dict[str, Entry] = {}
                sources: dict[str, Source] = {}
                for row, entry, source in rows:  # several passages of one entry: its text is copied once
                    if entry.id not in entries:
                        entries[entry.id], sources[source.id] = entry.record(), source.record()
                    found[row.id] = Found(row.id, row.record(), entries[entry.id], sources[source.id], score=0.0)
        return found

    async def without_vector(self, embedder: str, limit: int) -> list[tuple[str, str]]:
        """Contents that have no vector of this embedder yet, newest source first: (hash, text to embed)."""
        async with self._reading() as session:
            ids = (await session.scalars(queries.unembedded(embedder).limit(limit))).all()
            contents: dict[int, tuple[str, str]] = {}
            for batch in writes.batches(ids):
                for row in await session.scalars(select(PassageRow).where(col(PassageRow.id).in_(batch))):
                    contents[row.id] = (row.content_hash, wording(row.record()))
        return [contents[number] for number in ids]

    async def keep_vectors(self, embedder: str, vectors: Sequence[tuple[str, Vector]]) -> None:
        """Store vectors by content hash and log every passage that got one as changed.

        A content that has its vector already keeps it: another process was faster.
        """
        async with self._writing() as session:
            for batch in writes.batches(vectors):
                await writes.add_vectors(session, embedder, dict(batch))

    async def vectors(self, embedder: str, contents: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of these content hashes; those without one are left out."""
        known: dict[str, Vector] = {}
        async with self._reading() as session:
            for batch in writes.batches(contents):
                rows = await session.execute(queries.vectors(embedder).where(col(EmbeddingRow.content_hash).in_(batch)))
                known |= {content: _vector(vector) for content, vector in rows}
        return known

    async def vector_count(self, embedder: str) -> VectorCount:
        """How many passages have a vector of this embedder."""
        async with self._reading() as session:
            total, done = (await session.execute(queries.embedded(embedder))).one()
        return VectorCount(done, total - done)

    async def lexicon(self, known: Lexicon) -> Lexicon:
        """What the entries teach of words; the one that is known where it is still that."""
        async with self._reading() as session:
            untaught = (await session.scalars(queries.untaught())).all()
        for batch in writes.batches(untaught):
            await self._learn(batch)
        async with self._reading() as session:
            version = "-".join(map(str, (await session.execute(queries.taught())).one()))
            if version == known.version:
                return known
            rows = (await session.execute(queries.name_pairs())).all()
            vocabularies = (await session.scalars(select(col(VocabularyRow.words)))).all()
        pairs = {NamePair(name, other, sure): entries for name, other, sure, entries in rows}
        return Lexicon(version, pairs, await asyncio.to_thread(_counted, vocabularies))

    async def mentions(self, written: Iterable[str]) -> set[str]:
        """Those of some texts that stand in an entry."""
        async with self._reading() as session:
            return {each for each in written if await session.scalar(queries.mentions(each)) is not None}

    async def _learn(self, entry_ids: Sequence[str]) -> None:
        async with self._writing() as session:
            rows = await session.scalars(select(EntryRow).where(col(EntryRow.id).in_(entry_ids)))
            await writes.learn(session, await asyncio.to_thread(writes.teach, [row.record() for row in rows]))

    async def _signatures(self) -> Sequence[Row[str, bytes | None, str | None, bool]]:
        async with self._reading() as session:
            return (await session.execute(queries.signatures())).all()

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        with translated():
            async with AsyncSession(self._reading_engine) as session:
                yield session

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        with translated():
            async with self._turn, AsyncSession(self._writing_engine) as session, session.begin():
                if self._writing_engine.dialect.name != "sqlite":  # there one transaction writes at a time
                    await session.execute(CHANGES_LOCK)
                yield session


def _counted(vocabularies: Iterable[str]) -> Counter[str]:
    return Counter(word for words in vocabularies for word in words.split())


def _indexed(row: Row[*tuple[Any, ...]]) -> IndexedPassage:
    vector = None if row.vector is None else _vector(row.vector)
    return IndexedPassage(row.passage_id, Passage(row.entry_id, row.position, tuple(row.heading), row.text), vector)


def _vector(stored: bytes) -> Vector:
    return np.frombuffer(stored, "<f4").astype(np.float32, copy=False)
