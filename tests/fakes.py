"""Doubles that several tests share, each held to its port."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from zlib import crc32

import numpy as np

from knowledge import reading
from knowledge.duplicates import signature
from knowledge.errors import Refusal, SourceRefused
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.ingesting import IngestSources
from knowledge.language.words import words
from knowledge.passages import fingerprint, wording
from knowledge.ports import Library, Shelf
from knowledge.reading import tracing
from knowledge.records import (
    Entry,
    Fetched,
    Found,
    Hit,
    IndexedPassage,
    Location,
    Passage,
    Rankings,
    Reading,
    Signed,
    Source,
    SourceSummary,
    Trace,
    Validators,
    Vector,
    VectorCount,
)

NOON = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)


@dataclass
class FixedClock:
    """A `Clock` that moves only when a test moves it."""

    time: dt.datetime = NOON

    def now(self) -> dt.datetime:
        """The time it was set to."""
        return self.time


@dataclass
class MemoryShelf:
    """A `Shelf` of one folder `/shelf`: file names to bytes, or to the refusal that fetching them meets."""

    files: dict[str, bytes | Refusal] = field(default_factory=dict)

    async def locate(self, given: str) -> list[Location]:
        """All files for the folder, otherwise the one file."""
        names = sorted(self.files) if given == "/shelf" else [given.removeprefix("/shelf/")]
        return [Location(f"/shelf/{name}", f"shelf/{name}", name, name) for name in names]

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The file's bytes."""
        del known
        data = self.files.get(location.address, Refusal.NOT_FOUND)
        if isinstance(data, Refusal):
            raise SourceRefused(data)
        return Fetched(data)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Keys of the folder that have no file."""
        if given != "/shelf":
            return set()
        return {key for key in keys if key.removeprefix("/shelf/") not in self.files}


class PlainReader:
    """A `Reader` in place."""

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of a page."""
        return reading.read(name, data, url)

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """What becomes of its lines."""
        return tracing.trace(name, data, url)


class MemoryLibrary:
    """A `Library` of plain dictionaries."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._passages: dict[int, Passage] = {}
        self._vectors: dict[tuple[str, str], Vector] = {}
        self._log: dict[int, int] = {}  # passage number → its newest change
        self._numbers = count(1)
        self._positions = count(1)

    async def sources(self) -> list[SourceSummary]:
        """Every source, oldest first."""
        return [
            SourceSummary(source, len(self._entries[source.id]), len(self._of_source(source.id)))
            for source in self._ordered()
        ]

    async def entry(self, entry_id: str) -> tuple[Entry, Source] | None:
        """One entry and its source."""
        return next((pair for pair in await self.entries() if pair[0].id == entry_id), None)

    async def entries(self, source_id: str | None = None) -> list[tuple[Entry, Source]]:
        """The entries of one source or of all."""
        return [
            (entry, source)
            for source in self._ordered()
            if source_id in {None, source.id}
            for entry in self._entries[source.id]
        ]

    async def keep(self, source: Source, entries: Sequence[Entry], passages: Sequence[Passage]) -> None:
        """Make the source hold exactly these entries and passages."""
        before = {passage: number for number, passage in self._of_source(source.id).items()}
        self._drop(number for passage, number in before.items() if passage not in set(passages))
        self._sources[source.id] = source
        self._entries[source.id] = sorted(entries, key=lambda entry: entry.position)
        self._take(passage for passage in passages if passage not in before)

    async def remove(self, source_id: str) -> None:
        """Remove a source with all that came from it."""
        self._drop(list(self._of_source(source_id)))
        self._sources.pop(source_id, None)
        self._entries.pop(source_id, None)

    async def signatures(self) -> list[Signed]:
        """Every entry's signature."""
        return [
            Signed(entry.id, signature(entry), entry.duplicate_of, entry.truncated) for entry, _ in await self.entries()
        ]

    async def fold(self, entry_id: str, duplicate_of: str | None, passages: Sequence[Passage]) -> None:
        """Mark an entry as the duplicate of another, or as none, and make it hold exactly these passages."""
        known = {entry.id: entry for entry, _ in await self.entries()}
        standing = {None, *(each for each, entry in known.items() if entry.duplicate_of is None and each != entry_id)}
        if entry_id not in known or duplicate_of not in standing:
            return
        kept = self._entries[known[entry_id].source_id]
        kept[kept.index(known[entry_id])] = replace(known[entry_id], duplicate_of=duplicate_of)
        before = {number: each for number, each in self._passages.items() if each.entry_id == entry_id}
        self._drop(number for number, each in before.items() if each not in passages)
        self._take(passage for passage in passages if passage not in before.values())

    async def last_change(self) -> int:
        """The newest position."""
        return max(self._log.values(), default=0)

    async def changes(self, after: int, limit: int, embedder: str) -> tuple[int, list[IndexedPassage], list[int]]:
        """The next stretch of the change log."""
        log = sorted((seq, number) for number, seq in self._log.items() if seq > after)[:limit]
        present = [
            IndexedPassage(number, passage, self._vectors.get((fingerprint(passage), embedder)))
            for _, number in log
            if (passage := self._passages.get(number))
        ]
        return (
            max((seq for seq, _ in log), default=after),
            present,
            [number for _, number in log if number not in self._passages],
        )

    async def found(self, passage_ids: Iterable[int]) -> dict[int, Found]:
        """The passages with these numbers."""
        pairs = {entry.id: (entry, source) for entry, source in await self.entries()}
        known = {number: self._passages[number] for number in passage_ids if number in self._passages}
        return {
            number: Found(number, passage, *pairs[passage.entry_id], score=0.0) for number, passage in known.items()
        }

    async def without_vector(self, embedder: str, limit: int) -> list[tuple[str, str]]:
        """Contents that have no vector yet, newest source first."""
        waiting = {
            fingerprint(passage): wording(passage)
            for source in reversed(self._ordered())
            for passage in self._of_source(source.id).values()
            if (fingerprint(passage), embedder) not in self._vectors
        }
        return list(waiting.items())[:limit]

    async def keep_vectors(self, embedder: str, vectors: Sequence[tuple[str, Vector]]) -> None:
        """Store vectors and log the passages that got one."""
        new = {content: vector for content, vector in vectors if (content, embedder) not in self._vectors}
        self._vectors |= {(content, embedder): vector for content, vector in new.items()}
        for number, passage in self._passages.items():
            if fingerprint(passage) in new:
                self._note(number)

    async def vectors(self, embedder: str, contents: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of some contents."""
        return {each: self._vectors[each, embedder] for each in contents if (each, embedder) in self._vectors}

    async def vector_count(self, embedder: str) -> VectorCount:
        """How many passages have a vector."""
        done = sum((fingerprint(each), embedder) in self._vectors for each in self._passages.values())
        return VectorCount(done, len(self._passages) - done)

    def _ordered(self) -> list[Source]:
        return sorted(self._sources.values(), key=lambda source: (source.fetched_at, source.path))

    def _of_source(self, source_id: str) -> dict[int, Passage]:
        ids = {entry.id for entry in self._entries.get(source_id, ())}
        return {number: passage for number, passage in self._passages.items() if passage.entry_id in ids}

    def _take(self, passages: Iterable[Passage]) -> None:
        for passage in passages:
            number = next(self._numbers)
            self._passages[number] = passage
            self._note(number)

    def _drop(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            del self._passages[number]
            self._note(number)

    def _note(self, number: int) -> None:
        self._log[number] = next(self._positions)


class MemoryIndex:
    """An `Index` of a dictionary: by words the share of those asked for, by meaning the cosine."""

    def __init__(self) -> None:
        self._held: dict[int, IndexedPassage] = {}
        self._position = 0

    def position(self) -> int:
        """The position it was moved to."""
        return self._position

    def count(self) -> int:
        """How many passages it holds."""
        return len(self._held)

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in."""
        self._held |= {each.id: each for each in upserts}
        for number in gone:
            self._held.pop(number, None)
        self._position = position

    async def search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        """Rank what it holds."""
        lexical = {number: _shared(words, each.passage) for number, each in self._held.items()}
        dense = {
            number: float(each.vector @ vector)
            for number, each in self._held.items()
            if each.vector is not None and vector is not None
        }
        return Rankings(_ranked({n: score for n, score in lexical.items() if score}, limit), _ranked(dense, limit))

    async def reset(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._position = 0

    async def optimise(self) -> None:
        """Nothing to build."""


def _shared(asked: Sequence[str], passage: Passage) -> float:
    have = set(words(wording(passage)))
    return sum(word in have for word in asked) / max(len(asked), 1)


def _ranked(scores: dict[int, float], limit: int) -> tuple[Hit, ...]:
    best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
    return tuple(Hit(number, rank, scores[number]) for rank, number in enumerate(best))


@dataclass
class BagOfWords:
    """An `Embedder` that counts hashed words; it remembers what it was asked for."""

    name: str = "bag-of-words"
    dimension: int = 256
    asked: list[str] = field(default_factory=list)

    async def question(self, text: str) -> Vector:
        """The vector of one text."""
        self.asked.append(text)
        counts = np.zeros(self.dimension, np.float32)
        for word in words(text) or [text]:
            counts[crc32(word.encode()) % self.dimension] += 1
        return np.asarray(counts / np.linalg.norm(counts), np.float32)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of several."""
        return [await self.question(text) for text in texts]


def ingest_from(library: Library, shelf: Shelf) -> IngestSources:
    """The use case of ingesting from a shelf, at noon."""
    return IngestSources(library, shelf, PlainReader(), FixedClock(), FoldDuplicates(library))
