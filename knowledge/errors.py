"""What can go wrong in knowledge, as one tree.

KnowledgeError
├── SourceRefused          a page or file that cannot be read, with its reason
├── QuestionRefused        a question that cannot be asked (empty, too long)
├── QuotaSpent             so much was asked that more has to wait
├── WriterFailed           the language model did not give a whole answer
│   └── KeyRefused         its endpoint does not take the key
├── EmbedderRefused        the embedder that was set cannot be loaded or reached
├── RerankerRefused        the reranker that was set cannot be loaded or reached
├── LibraryUnavailable     the database cannot be opened, read or written
│   ├── LibraryDamaged     its file is no database, or a broken one
│   └── LibraryNewer       a newer version of this program wrote it
├── IssueHindered          what cannot be done to an issue of the weekly though its state allows it
├── CopyRefused            a backup, a restoration or a move that cannot be made
├── TransitionRefused      what may not happen to a note or an issue of the weekly in the state that it is in
└── IndexUnavailable       the index cannot be opened, read or written; it can be rebuilt from the library
"""

import datetime as dt
from enum import StrEnum


class KnowledgeError(Exception):
    """The root of every failure that knowledge raises on purpose."""


class Refusal(StrEnum):
    """Why a source was refused; the words for people live in the bot's catalogue."""

    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    LEADS_OUTSIDE = "leads_outside"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNSUPPORTED = "unsupported"
    NOTHING_LEFT = "nothing_left"
    NO_ANSWERS = "no_answers"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_COMPLEX = "too_complex"
    NO_TEXT_LAYER = "no_text_layer"
    PRIVATE_MESSAGES = "private_messages"
    NO_SUCH_ADDRESS = "no_such_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    NOT_ON_SITE = "not_on_site"
    SITE_REFUSES = "site_refuses"
    REDIRECTS = "redirects"
    CONTENT_TYPE = "content_type"
    ROBOTS = "robots"


class SourceRefused(KnowledgeError):
    """A source cannot be read; nothing of it was stored."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class QuestionRefused(KnowledgeError):
    """A question is empty or longer than `limit` characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class QuotaKind(StrEnum):
    """Whose quota is spent; the words for people live in the bot's catalogue."""

    USER_QUESTIONS = "user_questions"
    CHAT_QUESTIONS = "chat_questions"


class QuotaSpent(KnowledgeError):
    """So many questions were asked that the next one has to wait until `resets_at`."""

    def __init__(self, kind: QuotaKind, resets_at: dt.datetime) -> None:
        super().__init__(kind, resets_at)
        self.kind = kind
        self.resets_at = resets_at


class WriterFailed(KnowledgeError):
    """The language model gave no whole answer; `reason` is a short technical word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeyRefused(WriterFailed):
    """The language model's endpoint does not take the key; only whoever runs the bot can mend that."""


class EmbedderRefused(KnowledgeError):
    """The embedder that was set cannot be loaded or reached; `path` is what was set."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class RerankerRefused(KnowledgeError):
    """The reranker that was set cannot be loaded or reached; `path` is what was set."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class LibraryUnavailable(KnowledgeError):
    """The database cannot be opened, read or written."""


class LibraryDamaged(LibraryUnavailable):
    """The database's file is no database or a broken one; it was left as it is."""


class LibraryNewer(LibraryUnavailable):
    """The database has a schema that only a newer version of this program knows."""


class IndexUnavailable(KnowledgeError):
    """The index cannot be opened, read or written; the library is untouched and the index can be rebuilt from it."""


class Hindrance(StrEnum):
    """Why something cannot be done to an issue though its state allows it; the words live in the bot's catalogue."""

    NO_ENTRIES = "no_entries"
    NOT_IN_ISSUE = "not_in_issue"
    UNCHANGED = "unchanged"
    NOTHING_TO_RETRY = "nothing_to_retry"
    NUMBER_TAKEN = "number_taken"
    NO_ISSUE_IN_FILE = "no_issue_in_file"


class IssueHindered(KnowledgeError):
    """Something cannot be done to an issue as things are; nothing was changed. `about` is a number or a name."""

    def __init__(self, hindrance: Hindrance, about: str = "") -> None:
        super().__init__(hindrance, about)
        self.hindrance = hindrance
        self.about = about


class CopyRefusal(StrEnum):
    """Why a whole library is not copied; the words for people live in the bot's catalogue."""

    NO_LIBRARY = "no_library"
    NOT_EMPTY = "not_empty"
    IN_USE = "in_use"
    NUL = "nul"
    DIFFERS = "differs"
    FILE_EXISTS = "file_exists"
    IS_THE_LIBRARY = "is_the_library"
    BEING_WRITTEN = "being_written"
    NOT_WRITABLE = "not_writable"
    NOT_READABLE = "not_readable"
    NO_BACKUP = "no_backup"
    DAMAGED = "damaged"
    NEWER = "newer"
    NO_TARGET = "no_target"
    NEWER_TARGET = "newer_target"


class CopyRefused(KnowledgeError):
    """A whole library is not copied, and nothing was changed; `where` is the file, table or row that it is about."""

    def __init__(self, refusal: CopyRefusal, where: str = "") -> None:
        super().__init__(refusal, where)
        self.refusal = refusal
        self.where = where


class TransitionRefused(KnowledgeError):
    """Something may not happen to a note or an issue of the weekly in its state; nothing was changed.

    `state` is one of `NoteState` or of `IssueState`, which says what it is about, and `event` one of its events.
    """

    def __init__(self, state: str, event: str) -> None:
        super().__init__(state, event)
        self.state = state
        self.event = event
