"""The sockets of knowledge: what it needs from the world, held to by adapters and by the tests' fakes."""

import datetime as dt
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Protocol

from knowledge.records import (
    UNVERSIONED,
    Entry,
    Fetched,
    Found,
    IndexedPassage,
    LinkDescription,
    Location,
    Page,
    Passage,
    Question,
    Rankings,
    Reading,
    Signed,
    Source,
    SourceSummary,
    Trace,
    Validators,
    Vector,
    VectorCount,
    Watch,
)


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> dt.datetime:
        """Now, with a time zone."""
        ...


class Shelf(Protocol):
    """Where sources are fetched from, by what a person gave: files and folders, or addresses."""

    async def locate(self, given: str) -> list[Location]:
        """Every source that this stands for, in order: what lies in this folder, otherwise itself."""
        ...

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The bytes that lie there; None where they are certainly those that had these validators.

        Raises:
            SourceRefused: there is nothing, or nothing that may be read.
        """
        ...

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys that lay in this folder and are certainly not there any more."""
        ...


class Reader(Protocol):
    """Bytes to entries."""

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of one page or file; `name` is its file name or address.

        Raises:
            SourceRefused: it cannot be read, or nothing citable is left of it.
        """
        ...

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """How the page would be read, and what would become of its lines; its reading may be empty.

        Raises:
            SourceRefused: it cannot be read.
        """
        ...


class Format(Protocol):
    """One format of file. A module of `knowledge.reading.formats` is one."""

    SANDBOXED: bool
    """Whether its parser may run away with time or memory, or crash, so that it runs in a process of its own."""

    def recognises(self, name: str, data: bytes) -> bool:
        """Whether these bytes are of this format, mostly by their beginning."""
        ...

    def read(self, name: str, data: bytes, url: str | None) -> Page | Reading:
        """The text of a page, whose shape decides its entries; or the entries, where the format itself has them.

        Raises:
            SourceRefused: it cannot be read.
        """
        ...


class Shape(Protocol):
    """One shape of page. A module of `knowledge.reading.shapes` is one."""

    def score(self, page: Page) -> float:
        """How much the page looks like this shape: 0 not at all, 1 certainly."""
        ...

    def read(self, page: Page) -> Reading:
        """The page's entries. An empty `entries` means that nothing citable was left."""
        ...


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

    async def last_change(self) -> int:
        """The newest position of the change log; 0 for an empty library."""
        ...

    async def changes(self, after: int, limit: int, embedder: str) -> tuple[int, list[IndexedPassage], list[int]]:
        """The next stretch of the change log after a position.

        Returns the position reached, the passages to be indexed as they are now (with their vector of this
        embedder where there is one) and the numbers of passages that are gone.
        """
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


class Web(Protocol):
    """The web, as far as it is safe to fetch from."""

    async def get(self, url: str, known: Validators = UNVERSIONED) -> Fetched | None:
        """The page at an address, after redirects; None where it is certainly the one with these validators.

        Raises:
            SourceRefused: the address is none that may be fetched, or nothing usable comes from it in time.
        """
        ...

    async def allows_robots(self, url: str) -> bool:
        """Whether the site lets programs fetch this address unasked (RFC 9309).

        Raises:
            SourceRefused: the address is none that may be fetched, or its site cannot be reached.
        """
        ...

    def check(self, url: str) -> None:
        """Refuse an address that is certainly none to fetch; nobody is asked where a name leads.

        Raises:
            SourceRefused: it is not one of the web, or stands for an address that may not be connected to.
        """
        ...


class Index(Protocol):
    """A projection of the library that finds passages; may be dropped and rebuilt at any time.

    Raises:
        IndexUnavailable: from any method, where the index cannot be read or written.
    """

    def position(self) -> int:
        """The position of the library's change log up to which this index is complete."""
        ...

    def count(self) -> int:
        """How many passages it holds."""
        ...

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in, durably, then move to the position. Safe to repeat."""
        ...

    async def search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        """Rank passages by words (BM25) and, where a vector is given, by cosine similarity."""
        ...

    async def reset(self) -> None:
        """Forget everything and go back to position 0."""
        ...

    async def optimise(self) -> None:
        """Build what makes searching a large index fast, where it would gain; may take long, searching goes on."""
        ...


class Embedder(Protocol):
    """Texts to unit vectors.

    Raises:
        EmbedderRefused: from any method, where the model cannot be reached.
    """

    name: str
    dimension: int

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        ...

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text."""
        ...


class Writer(Protocol):
    """A language model that writes an answer from numbered passages."""

    def write(self, question: Question, passages: Sequence[Found]) -> AsyncIterator[str]:
        """The answer in pieces as they come, citing passage i of the sequence as [i + 1].

        Raises:
            WriterFailed: no whole answer came.
        """
        ...
