"""The glossary: every record that knowledge passes around, immutable, without behaviour of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

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
    """A question as it is understood, the words it is searched by, and the language it is to be answered in.

    `text` stands by itself, without courtesies and slips; `asked` is what was typed. `names` are the other names of
    what it names, `slips` what was mistyped with what is meant, all folded.
    """

    text: str
    words: tuple[str, ...]
    language: Literal["zh", "en"]
    asked: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the same talk, as it was understood, and what was answered (empty if nothing)."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """By what a question is found again: its standalone form, and that form's vector by an embedder of this name."""

    question: str
    embedder: str | None = None
    vector: Vector | None = None


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

    `said` is the similarity of its nearest sentence, 0 where its sentences have no vectors; `sentences` has all.
    """

    passage_id: int
    passage: Passage
    entry: Entry
    source: Source
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    said: float = 0.0
    sentences: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What two rankings found for a question, fused, best first.

    `small_talk` is the similarity of the nearest everyday question; both it and every `Found.dense` are 0 where there
    are no vectors. `reranked` are the numbers of the passages that a reranker put first, in its order.
    """

    found: tuple[Found, ...]
    small_talk: float = 0.0
    reranked: tuple[int, ...] = ()


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
    MODEL_UNUSABLE = "model_unusable"
    WRITING = "writing"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"
    NOTHING_READ = "nothing_read"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer: every sentence of `text` carries at least one `[n]` of `citations`.

    `dropped` counts the citations of the model that stood for nothing and were taken out.
    """

    text: str
    citations: tuple[Citation, ...]
    mode: Literal["model", "extractive", "stored"]
    nearest: tuple[Nearest, ...] = ()
    notice: Notice | None = None
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)
    dropped: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing that was read answers the question; `nearest` may be empty, `mode` is who found that."""

    nearest: tuple[Nearest, ...] = ()
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)
    mode: Literal["model", "extractive"] = "extractive"
    notice: Notice | None = None


# --- what is remembered ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question was asked, in the ids of the chat; `replied_to` is the message that it answers.

    `user_id` is None where somebody wrote in the name of a chat.
    """

    chat_id: int
    message_id: int
    user_id: int | None
    private: bool = False
    topic_id: int | None = None
    replied_to: int | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it is kept, with the fingerprint of the entry as it was; the rest of it is the library's."""

    n: int
    entry_id: str
    quote: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was asked in a chat, as typed and as understood, and what came of it.

    `id` is 0 until it is kept; `parent_id` is the exchange that it follows up; `answer_message_id` is the message that
    carries what was said. `answer` is empty where there was none.
    """

    id: int
    origin: Origin
    asked_at: dt.datetime
    typed: str
    meaning: Meaning
    status: Literal["answered", "unanswered"]
    mode: Literal["model", "extractive", "stored"]
    answer: str = ""
    citations: tuple[Cited, ...] = ()
    parent_id: int | None = None
    answer_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An exchange whose answer is given again: when it was asked, how it was written, and the message it stands in."""

    asked_at: dt.datetime
    mode: Literal["model", "extractive", "stored"]
    message_id: int | None = None


class Listing(StrEnum):
    """Whether an unanswered question is on the list of open ones, may be put there, or is nothing for it."""

    KEPT = "kept"
    OFFERED = "offered"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question in a chat; `exchange_id` is None where it could not be remembered.

    `earlier` is there where the answer is a stored one. `message_id` is the message that carries the answer, where an
    earlier attempt has sent it.
    """

    exchange_id: int | None
    outcome: Answer | Unanswered
    earlier: Earlier | None = None
    listing: Listing = Listing.NONE
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that nothing answered when it was asked; `times` counts the exchanges that asked it.

    `id` is 0 until it is kept; `newest_passage` is the newest passage that the index held then. One that is closed
    without an entry was closed by hand.
    """

    id: int
    chat_id: int
    meaning: Meaning
    asked_at: dt.datetime
    newest_passage: int
    times: int = 0
    closed_at: dt.datetime | None = None
    entry_id: str | None = None


class Wish(StrEnum):
    """What became of somebody's wish to be told when an open question is answered."""

    NOTED = "noted"
    KNOWN = "known"
    NOT_THEIRS = "not_theirs"
    GONE = "gone"


# --- when to speak --------------------------------------------------------------------------------


class Policy(StrEnum):
    """When the bot speaks in a chat: on a command alone, also when it is mentioned, or also unasked."""

    QUIET = "quiet"
    MENTION = "mention"
    LISTEN = "listen"


class Addressing(StrEnum):
    """How a message is addressed to the bot; a reply to it is a mention, as is all that is said in private."""

    COMMAND = "command"
    MENTION = "mention"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChatPolicy:
    """When the bot speaks in one chat; a threshold (0..1) that is None is that of the settings."""

    chat_id: int
    policy: Policy = Policy.MENTION
    answer_threshold: float | None = None
    listen_threshold: float | None = None


@dataclass(frozen=True, slots=True)
class GateQuality:
    """Of what the gate lets through, how much is right; of what is right, how much it lets through; their F1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Sense:
    """What a listen gate makes of a message's vector by an embedder of this name, as it lies around `centre`.

    `centre` and `linear` have shape (dimension,), `quadratic` has (dimension, dimension).
    """

    embedder: str
    centre: Vector
    linear: Vector
    quadratic: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ListenGate:
    """What tells messages to be answered unasked from others: plain numbers fitted to labelled messages.

    `hashes`, in order, are those of `knowledge.listening.grams`, and `weights` what each of them adds to `bias`; from
    `threshold` on a message is to be answered. `quality` was measured on labels left out.
    """

    hashes: npt.NDArray[np.uint32]
    weights: Vector
    bias: float
    threshold: float
    quality: GateQuality
    labels: int
    fitted_at: dt.datetime
    sense: Sense | None = None


class Reason(StrEnum):
    """Why the bot speaks or stays silent."""

    ADDRESSED = "addressed"
    OVERHEARD = "overheard"
    POLICY = "policy"
    NOT_ASKED = "not_asked"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the bot speaks to a message, why, and from which chance (0..1) of an answer on.

    `score` is the gate's and `confidence` the evidence's, where they were asked.
    """

    speaks: bool
    reason: Reason
    threshold: float
    score: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to be sent to a chat once; the same key is the same effect.

    `payload` is JSON that only the sender understands. Effects of one chat go out in order.
    """

    key: str
    chat_id: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableCopy:
    """What one table of a copy got: how many rows, and a hash of them that both databases were found to have."""

    table: str
    rows: int
    digest: str
