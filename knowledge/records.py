"""The glossary: every record that knowledge passes around, immutable, without behaviour of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float32]
"""One embedding: shape (dimension,), unit length."""

# --- what is read ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands in an entry; `text` is what the page called it."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a source lies.

    `key` and `path` become the source's own, `name` is the last part of it, `address` is what the shelf fetches.
    """

    key: str
    path: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    r"""One decoded page before its shape is known; `name` is a file name or address, never shown as a title.

    `text` has `\n` line ends and no control, zero-width or bidi characters.
    """

    name: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as a reader found it, before the library gave it an id.

    `text` is light Markdown: paragraphs separated by a blank line or line break, headings as `#` lines,
    code in ``` fences, list items as `- `. Everything else in it is verbatim from the page.
    """

    title: str
    text: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one page: its shape's name, what the page is called, and its entries in order."""

    shape: str
    title: str
    entries: tuple[Draft, ...]
    date: dt.date | None = None
    url: str | None = None


# --- what is kept ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """One address or file that was read.

    `key` is its identity (an absolute path, an address, or `sample:` and a name); `path` is how it was
    given, for display. `content_hash` covers the raw bytes and the readers' version.
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


@dataclass(frozen=True, slots=True)
class Entry:
    """The citable unit: one article, paper's note, member's note, Q&A or post."""

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


class SourceState(StrEnum):
    """What ingesting did to one source."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ingested:
    """The outcome for one source; `reason` is a `Refusal` value where it was refused."""

    path: str
    state: SourceState
    source_id: str | None = None
    shape: str | None = None
    entries: int = 0
    passages: int = 0
    reason: str | None = None


# --- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, the words it is searched by, and the language it is to be answered in."""

    text: str
    words: tuple[str, ...]
    language: Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage in one ranking: its number, rank (from 0) and the ranking's own score."""

    passage_id: int
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Rankings:
    """The two rankings of one query, best first; `dense` is empty where no vectors are there yet."""

    lexical: tuple[Hit, ...]
    dense: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, with the entry and source it belongs to and its fused score."""

    passage_id: int
    passage: Passage
    entry: Entry
    source: Source
    score: float
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """What two rankings found for a question, fused, best first.

    `small_talk` is the similarity of the nearest everyday question; both it and every `Found.dense` are 0 where there
    are no vectors.
    """

    found: tuple[Found, ...]
    small_talk: float = 0.0


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """What speaks for one entry: its passages, best first, and how well they fit the question.

    `words` and `grams` are the weighted shares (0..1) of the question's words and of its character pairs that the best
    passage has; `dense` is the best cosine similarity. Entries are ranked by `score`.
    """

    found: tuple[Found, ...]
    words: float
    grams: float
    dense: float
    score: float


@dataclass(frozen=True, slots=True)
class Features:
    """What the chance that an entry answers is computed from.

    `strangers` counts the question's Latin words, at most 2, that nothing found has: in a Chinese question they are
    names of things, and a thing nobody wrote about cannot be answered about. `foreign` is 1 where question and entry
    are in different languages, whose cosines are lower.
    """

    words: float
    grams: float
    strangers: int
    dense: float = 0.0
    small_talk: float = 0.0
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entries that may answer a question, best first, and the chance (0..1) that the first does."""

    entries: tuple[EntryEvidence, ...]
    confidence: float
    features: Features | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source of an answer; `quote` is a verbatim stretch of the entry's text."""

    n: int
    entry_id: str
    title: str
    source: str
    quote: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Nearest:
    """An entry that is near a question without answering it."""

    entry_id: str
    title: str
    source: str
    section: str | None = None
    url: str | None = None


class Notice(StrEnum):
    """Something the asker should be told in one line, beside an answer or instead of one."""

    MODEL_UNAVAILABLE = "model_unavailable"
    NOTHING_READ = "nothing_read"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer: every sentence of `text` carries at least one `[n]` of `citations`."""

    text: str
    citations: tuple[Citation, ...]
    mode: Literal["model", "extractive", "stored"]
    nearest: tuple[Nearest, ...] = ()
    notice: Notice | None = None
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing that was read answers the question; `nearest` may be empty, `mode` is who found that."""

    nearest: tuple[Nearest, ...] = ()
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)
    mode: Literal["model", "extractive"] = "extractive"
    notice: Notice | None = None
