"""A library in memory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from knowledge.duplicates import signature
from knowledge.language.introductions import introduced, latin_words
from knowledge.passages import fingerprint, wording
from knowledge.records import (
    Entry,
    Found,
    IndexedPassage,
    Lexicon,
    Passage,
    Signed,
    Source,
    SourceSummary,
    Vector,
    VectorCount,
)


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

    async def lexicon(self, known: Lexicon) -> Lexicon:
        """What the entries teach."""
        said = [f"{entry.title}\n{entry.text}" for entry, _ in await self.entries()]
        version = str(hash(tuple(said)))
        if version == known.version:
            return known
        pairs = Counter(pair for text in said for pair in introduced(text))
        return Lexicon(version, pairs, Counter(word for text in said for word in latin_words(text)))

    async def mentions(self, written: Iterable[str]) -> set[str]:
        """Those of some texts that stand in an entry."""
        said = " ".join(f"{entry.title}\n{entry.text}" for entry, _ in await self.entries()).lower()
        return {each for each in written if each.lower() in said}

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

    async def newest_passage(self, position: int) -> int:
        """The largest number up to there."""
        return max((number for number, seq in self._log.items() if seq <= position), default=0)

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
