"""What is kept: sources, their entries and passages, and what entries teach."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.records.pages import UNVERSIONED, Link, Validators
from knowledge.records.vectors import Vector


@dataclass(frozen=True, slots=True)
class Source:
    """One address or file that was read.

    `key` is its identity (an absolute path, an address, or `sample:` and a name); `path` is how it was
    given, for display. `content_hash` covers the raw bytes and the readers' version; `validators` are empty for
    what is not on the web.
    """

    id: str
    key: str
    path: str
    shape: str
    title: str
    content_hash: str
    fetched_at: dt.datetime
    date: dt.date | None = None
    url: str | None = None
    validators: Validators = UNVERSIONED


@dataclass(frozen=True, slots=True)
class Entry:
    """The citable unit: one article, paper's note, member's note, Q&A or post.

    One that says what an earlier entry says is its duplicate: it is listed, but neither found nor cited.
    """

    id: str
    source_id: str
    position: int
    title: str
    text: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    truncated: bool = False
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry's signature, by which near-duplicates are found, and what it is known to be the duplicate of."""

    entry_id: str
    signature: bytes
    duplicate_of: str | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """An address that is read again on a schedule; `failures` counts those since it was last read."""

    url: str
    every: dt.timedelta
    due_at: dt.datetime
    failures: int = 0


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names of one thing, as an entry introduces them; `sure` where one such place is enough to believe it."""

    name: str
    other: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the entries teach of words; `version` changes with it.

    `pairs` and `words` count the entries that introduce two names, and that have a Latin word.
    """

    version: str = ""
    pairs: Mapping[NamePair, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkDescription:
    """What stands behind a link, by its identity (`arxiv:1706.03762`, `doi:10.…`): asked once, then known.

    `title` is None where the network was asked and had nothing to say.
    """

    identity: str
    fetched_at: dt.datetime
    title: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed: a stretch of an entry's text under a heading path.

    `text` is verbatim from the entry; `heading` is the path of headings above it, outermost first,
    beginning with the entry's title.
    """

    entry_id: str
    position: int
    heading: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as the index takes it: `id` is the library's number for it, never used again after removal.

    `vector` is None until it has been embedded.
    """

    id: int
    passage: Passage
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source and how much of it is kept."""

    source: Source
    entries: int
    passages: int


@dataclass(frozen=True, slots=True)
class VectorCount:
    """How many passages have a vector of the embedder in use, and how many wait for one."""

    done: int
    pending: int
