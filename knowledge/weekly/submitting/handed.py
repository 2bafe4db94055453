"""What members hand in, and what comes of it."""

import datetime as dt
from dataclasses import dataclass

from knowledge.records import Origin
from knowledge.weekly.issues import Issue
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, Quoted, Written


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: Telegram's number, name and language tag."""

    user_id: int
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """One message as it is handed in: Markdown, and the bytes of its pictures.

    `message_id` is that of the message itself, which may be another than the one that brings it: a note that is handed
    in by replying to one's own message consists of that. `edited_at` is when it was edited, if it was.
    """

    sender: Sender
    origin: Origin
    message_id: int
    text: str
    sent_at: dt.datetime
    pictures: tuple[bytes, ...] = ()
    album: str | None = None
    quoted: Quoted | None = None
    edited_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """A note that is being collected, with its parts as they are counted; `refused` pictures were none."""

    note: Note
    parts: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Previewed:
    """A note as its author is to confirm it; `near` is another of the same issue about the same thing."""

    written: Written
    member: Member
    near: Written | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A note that was handed in: for which issue, by its expected number, and which one is in review before it."""

    written: Written
    issue: Issue | None
    number: int | None = None
    in_review: Issue | None = None


@dataclass(frozen=True, slots=True)
class ConsentWanted:
    """Nothing was handed in: its author has to agree once to what becomes of notes."""

    written: Written
