"""What is kept of what was read."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from knowledge.records import (
    Entry,
    Found,
    IndexedPassage,
    Lexicon,
    LinkDescription,
    Passage,
    Signed,
    Source,
    SourceSummary,
    Vector,
    VectorCount,
    Watch,
)


class Library(Protocol):
    """The only truth: sources, entries, passages, vectors, and the log of what changed. All-or-nothing writes.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def sources(self) -> list[SourceSummary]:
        """Every source, oldest first."""
        ...

    async def entry(self, entry_id: str) -> tuple[Entry, Source] | None:
        """One entry and the source it stands in."""
        ...

    async def entries(self, source_id: str | None = None) -> list[tuple[Entry, Source]]:
        """The entries of one source or of all, in reading order."""
        ...

    async def keep(self, source: Source, entries: Sequence[Entry], passages: Sequence[Passage]) -> None:
        """Make the source hold exactly these entries and passages, in one transaction.

        A passage that was there before with the same entry, position, heading and text keeps its number, and is not
        logged as a change.
        """
        ...

    async def remove(self, source_id: str) -> None:
        """Remove a source with all that came from it."""
        ...

    async def signatures(self) -> list[Signed]:
        """Every entry's signature, oldest source first, in reading order."""
        ...

    async def fold(self, entry_id: str, duplicate_of: str | None, passages: Sequence[Passage]) -> None:
        """Mark an entry as the duplicate of another, or as none, and make it hold exactly these passages.

        A duplicate holds none. Nothing happens where there is no such entry, or where the other is gone or a duplicate
        itself.
        """
        ...

    async def lexicon(self, known: Lexicon) -> Lexicon:
        """What the entries teach of words; the one that is known where it is still that, which is cheap to see.

        It goes with its entries: what only a removed source taught is forgotten.
        """
        ...

    async def mentions(self, written: Iterable[str]) -> set[str]:
        """Those of some texts that stand in an entry as they are written, in any case."""
        ...

    async def last_change(self) -> int:
        """The newest position of the change log; 0 for an empty library."""
        ...

    async def changes(self, after: int, limit: int, embedder: str) -> tuple[int, list[IndexedPassage], list[int]]:
        """The next stretch of the change log after a position.

        Returns the position reached, the passages to be indexed as they are now (with their vector of this
        embedder where there is one) and the numbers of passages that are gone.
        """
        ...

    async def newest_passage(self, position: int) -> int:
        """The largest number of a passage whose newest change is not after this position; 0 where there is none."""
        ...

    async def found(self, passage_ids: Iterable[int]) -> dict[int, Found]:
        """The passages with these numbers, with entry and source, score 0; unknown numbers are left out."""
        ...

    async def without_vector(self, embedder: str, limit: int) -> list[tuple[str, str]]:
        """Contents that have no vector of this embedder yet, newest source first: (content hash, text to embed)."""
        ...

    async def keep_vectors(self, embedder: str, vectors: Sequence[tuple[str, Vector]]) -> None:
        """Store vectors by content hash and log every passage with that content as changed.

        Under a name of its own, a row may hold several vectors, one after the other.
        """
        ...

    async def vectors(self, embedder: str, contents: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of these content hashes; those without one are left out."""
        ...

    async def vector_count(self, embedder: str) -> VectorCount:
        """How many passages have a vector of this embedder."""
        ...


class Watches(Protocol):
    """The addresses that are read again on a schedule.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def watches(self) -> list[Watch]:
        """Every watch, the one due first at the front."""
        ...

    async def watch(self, watch: Watch) -> None:
        """Add a watch, or put it in the place of the one with its address."""
        ...

    async def unwatch(self, url: str) -> bool:
        """Remove a watch; whether there was one."""
        ...


class LinkDescriptions(Protocol):
    """What stands behind the links of entries, as far as it was asked.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def descriptions(self, identities: Iterable[str]) -> dict[str, LinkDescription]:
        """What is known of these, by identity."""
        ...

    async def describe(self, descriptions: Sequence[LinkDescription]) -> None:
        """Keep these, in the place of older ones."""
        ...
