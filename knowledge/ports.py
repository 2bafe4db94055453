"""The sockets of knowledge: what it needs from the world, held to by adapters and by the tests' fakes."""

import datetime as dt
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from typing import Protocol, TypeAlias, runtime_checkable

from knowledge.records import (
    UNVERSIONED,
    Answer,
    ChatPolicy,
    Effect,
    Entry,
    Exchange,
    Fetched,
    Found,
    IndexedPassage,
    Lexicon,
    LinkDescription,
    ListenGate,
    Location,
    Meaning,
    OpenQuestion,
    Page,
    Passage,
    Question,
    Rankings,
    Reading,
    Signed,
    Source,
    SourceSummary,
    Trace,
    Turn,
    Validators,
    Vector,
    VectorCount,
    Watch,
)

Report: TypeAlias = Callable[[Answer], Awaitable[None]]
"""Gets what can be shown of an answer already, while a model writes it."""


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


class Exchanges(Protocol):
    """What was asked in chats, and what came of it.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def add(self, exchange: Exchange) -> int:
        """Keep an exchange; its new id."""
        ...

    async def exchange(self, exchange_id: int) -> Exchange | None:
        """The exchange with this id."""
        ...

    async def said_in(self, chat_id: int, topic_id: int | None, message_id: int) -> Exchange | None:
        """The exchange whose answer this message of a chat and topic carries."""
        ...

    async def of_message(self, chat_id: int, message_id: int, after: int = 0) -> list[Exchange]:
        """What a message of a chat asked, the oldest first: what was kept after the exchange with this id."""
        ...

    async def sent(self, exchange_id: int, message_id: int) -> None:
        """Note which message carries the answer of an exchange."""
        ...

    async def answered(self, chat_id: int, since: dt.datetime, limit: int) -> list[tuple[int, Meaning]]:
        """Ids and meanings of what was asked in a chat since then and answered anew, the newest first."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove the exchanges that are older, but for those that ask a question that is still open; how many.

        Questions of the list that are older go too where no exchange is left that asks them.
        """
        ...


class OpenQuestions(Protocol):
    """Questions that nothing has answered yet, and who wants to be told when something does.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def questions(self, chat_id: int | None = None, *, closed: bool = False) -> list[OpenQuestion]:
        """Those of a chat or of all, the oldest first; the closed ones too where they are wanted."""
        ...

    async def open(self, question: OpenQuestion, exchange_id: int) -> int:
        """Put a question on the list, asked by this exchange; its new id, or that of the open one it asks already."""
        ...

    async def asked_again(self, question_id: int, exchange_id: int) -> None:
        """Note that another exchange asks a question that is on the list."""
        ...

    async def asked_by(self, exchange_id: int) -> int | None:
        """The id of the question that an exchange asks, unless that was closed by hand."""
        ...

    async def want(self, exchange_id: int) -> bool:
        """Note that whoever asked wants to be told; whether that is new."""
        ...

    async def close(self, question_id: int, at: dt.datetime, entry_id: str | None = None) -> bool:
        """Close an open question, with the entry that answers it if any; whether it was open."""
        ...

    async def reopen(self, exchange_id: int) -> None:
        """Open the question again that an exchange asks: what answered it is gone."""
        ...

    async def untold(self) -> list[tuple[Exchange, str]]:
        """Exchanges whose askers want to be told and were not, with the id of the entry that answers them."""
        ...

    async def tell(self, exchange_id: int, news: Effect, at: dt.datetime) -> bool:
        """Put the news for an asker into the outbox; false where they were told before, by whichever process."""
        ...


class Policies(Protocol):
    """When the bot speaks in each chat, and the gates that tell what to answer unasked.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def policy(self, chat_id: int) -> ChatPolicy:
        """What is set for a chat; the default where nothing is."""
        ...

    async def keep_policy(self, policy: ChatPolicy) -> None:
        """Set when the bot speaks in a chat."""
        ...

    async def gate(self, chat_id: int) -> ListenGate | None:
        """The gate that was fitted for a chat, else the one for every chat, if any."""
        ...

    async def keep_gate(self, gate: ListenGate, chat_id: int | None) -> None:
        """Use a gate in a chat, or with None in every chat that has none of its own; an older one is gone."""
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


@runtime_checkable
class MessageEmbedder(Protocol):
    """Messages of a chat, which may ask, state or joke, to unit vectors.

    Raises:
        EmbedderRefused: from any method, where the model cannot be reached.
    """

    @property
    def messages_name(self) -> str:
        """By which name its vectors are told from others."""
        ...

    async def message(self, text: str) -> Vector:
        """The vector of a message."""
        ...


class Reranker(Protocol):
    """What looks at question and passage together, and so orders a few passages better than their vectors do."""

    async def order(self, question: str, passages: Sequence[Found]) -> list[int]:
        """The numbers of the passages, the one that answers best first; those it leaves out are not among them.

        Raises:
            RerankerRefused: it cannot be reached.
        """
        ...


class Writer(Protocol):
    """A language model that writes an answer from numbered passages."""

    def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[str, None]:
        """The answer in pieces as they come, citing passage i of the sequence as [i + 1].

        `thread` is what was talked of before, oldest first; it supports nothing.

        Raises:
            WriterFailed: no whole answer came.
        """
        ...
