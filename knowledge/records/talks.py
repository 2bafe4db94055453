"""What is remembered of talks: where a question was asked, what came of it, and which are open."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from knowledge.records.answers import Answer, Unanswered
from knowledge.records.questions import Meaning


class Way(StrEnum):
    """How a question came to the bot; `OVERHEARD` is what nobody asked it."""

    COMMAND = "command"
    MENTION = "mention"
    REPLY = "reply"
    PRIVATE = "private"
    OVERHEARD = "overheard"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question was asked, in the ids of the chat; `replied_to` is the message that it answers.

    `user_id` is None where somebody wrote in the name of a chat. `way` is None for what was kept before ways were.
    """

    chat_id: int
    message_id: int
    user_id: int | None
    private: bool = False
    topic_id: int | None = None
    replied_to: int | None = None
    way: Way | None = None


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
    carries what was said, and `further_message_ids` are those that it goes on in. `answer` is empty where there was
    none. `elapsed_ms` is by stage, in milliseconds.
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
    further_message_ids: tuple[int, ...] = ()
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)


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


class Thumb(StrEnum):
    """What somebody thinks of an answer."""

    UP = "up"
    DOWN = "down"


class Fault(StrEnum):
    """What is wrong with an answer."""

    WRONG = "wrong"
    OFF_TOPIC = "off_topic"
    UNSUPPORTED = "unsupported"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    UNREADABLE = "unreadable"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person thinks of the answer of an exchange; `words` are their own, where they gave a reason in words."""

    exchange_id: int
    user_id: int
    thumb: Thumb
    given_at: dt.datetime
    fault: Fault | None = None
    words: str | None = None
