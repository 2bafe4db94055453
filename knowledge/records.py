"""The glossary: every record that knowledge passes around, immutable, without behaviour of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, TypeAlias

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

    `key` and `path` become the source's own, `name` is the last part of it, `address` is what the shelf fetches;
    `url` is where people find it on the web, if anywhere.
    """

    key: str
    path: str
    name: str
    address: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a web server said of a page's version, to be sent back when it is asked again (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


UNVERSIONED: Final = Validators()
"""Those of a page that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a source, and the address they came from in the end where that is on the web."""

    data: bytes
    url: str | None = None
    validators: Validators = UNVERSIONED


@dataclass(frozen=True, slots=True)
class Page:
    r"""One decoded page before its shape is known; `name` is a file name or address, never shown as a title.

    `text` has `\n` line ends and no control, zero-width or bidi characters. Title, author and date are what the page
    says of itself outside its text.
    """

    name: str
    text: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None


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
    """What was made of one page: its shape's name, what the page is called, and its entries in order.

    `rolling`: older entries leave the page as new ones come, as in a feed; they are kept. `private`: the entries are
    people's messages, kept only where somebody said they may be.
    """

    shape: str
    title: str
    entries: tuple[Draft, ...]
    date: dt.date | None = None
    url: str | None = None
    rolling: bool = False
    private: bool = False


# --- what is kept ---------------------------------------------------------------------------------


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


class Fate(StrEnum):
    """What becomes of a line: kept, mended, nothing but marks, left out around the article, or part of no entry."""

    KEPT = "kept"
    REPAIRED = "repaired"
    MARKUP = "markup"
    AROUND = "around"
    NO_ENTRY = "no_entry"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in a page, its fate, and how it reads where it was repaired."""

    text: str
    fate: Fate
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A reading and what became of every line; no lines where the format itself has entries."""

    reading: Reading
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What ingesting would do to one entry: NEW, CHANGED, UNCHANGED or REMOVED; `before` is what was CHANGED."""

    state: SourceState
    entry: Entry
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What ingesting would do to one source; `reason` is a `Refusal` value where it would be refused."""

    path: str
    state: SourceState
    shape: str | None = None
    entries: tuple[EntryChange, ...] = ()
    lines: tuple[Line, ...] = ()
    reason: str | None = None


# --- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, the words it is searched by, and the language it is to be answered in."""

    text: str
    words: tuple[str, ...]
    language: Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the same talk, as it was understood, and what was answered (empty if nothing)."""

    question: str
    answer: str = ""


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
    """A passage that was found, with the entry and source it belongs to and its fused score.

    `said` is the similarity of its nearest sentence, 0 where its sentences have no vectors.
    """

    passage_id: int
    passage: Passage
    entry: Entry
    source: Source
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    said: float = 0.0


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
    passage has; `dense` is the best cosine similarity, `said` that of a sentence. Entries are ranked by `score`.
    """

    found: tuple[Found, ...]
    words: float
    grams: float
    dense: float
    said: float
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
