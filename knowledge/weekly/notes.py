"""Notes: what members hand in, its revisions, and the messages that it was collected from."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.records import Origin
from knowledge.weekly.compiled import Section


class NoteState(StrEnum):
    """How far a note is."""

    COLLECTING = "collecting"
    PREVIEWED = "previewed"
    PENDING = "pending"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    PLACED = "placed"
    FROZEN = "frozen"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    DISCARDED = "discarded"
    ERASED = "erased"


class NoteEvent(StrEnum):
    """What happens to a note; `knowledge.weekly.lifecycles.note` says in which state it may."""

    PREVIEW = "preview"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    EXPIRE = "expire"
    EDIT = "edit"
    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    REJECT = "reject"
    PLACE = "place"
    UNPLACE = "unplace"
    ARRANGE = "arrange"
    WITHDRAW = "withdraw"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    PUBLISH = "publish"
    AMEND = "amend"
    RETRACT = "retract"
    ERASE = "erase"


class Agreement(StrEnum):
    """Whether somebody has agreed: the author to the entry before it is frozen, or whose words a note quotes."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Whose words a note holds where they are not its author's: a forwarded post, or somebody's message.

    `label` is what stands behind 转自; `user_id` is there where it is a member, whose `agreement` is needed.
    """

    label: str
    user_id: int | None = None
    agreement: Agreement = Agreement.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Note:
    """One note as it is now; `id` is 0 until it is kept.

    `version` is one more after every change, and what a button must name to be obeyed. `revision` is the number of
    the newest one, 0 before the first. `due_at` is when a draft is previewed by itself, or thrown away where it has
    waited a day for its author; None once it is handed in. `supersedes` is a rejected note that this one is handed
    in again for; `amends` the note of which this draft becomes a new revision when it is confirmed. `joins` is the
    note under whose entry this one stands. `issue_id` is the issue that it is meant for, `position` its place in
    the section there. `byline` and `label` (a slug such as `4-p2`) are given at freezing. `exchange_id` is the
    answered question that a proposed 疑问解答 comes from. Of an erased note only id, state and dates are left.
    """

    id: int
    author_id: int | None
    origin: Origin
    section: Section
    state: NoteState
    opened_at: dt.datetime
    changed_at: dt.datetime
    version: int = 1
    revision: int = 0
    anonymous: bool = False
    urgent: bool = False
    due_at: dt.datetime | None = None
    supersedes: int | None = None
    amends: int | None = None
    joins: int | None = None
    issue_id: int | None = None
    position: int | None = None
    quoted: tuple[Quoted, ...] = ()
    agreement: Agreement = Agreement.NOT_ASKED
    reason: str | None = None
    byline: str | None = None
    label: str | None = None
    exchange_id: int | None = None

    @property
    def quoted_label(self) -> str:
        """What stands behind 转自; empty where all the words are its author's."""
        return "、".join(one.label for one in self.quoted)

    def of_quoted(self, agreement: Agreement) -> tuple[Quoted, ...]:
        """Whose words it holds of those that have said this."""
        return tuple(one for one in self.quoted if one.agreement is agreement)


LONGEST_TEXT: Final = 30_000
"""Characters of a wording, whoever writes it, and of a foreword."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of a note, which never changes: Markdown, with pictures as `![alt](attachment:12)`.

    `editor_id` is there where an editor wrote it. `url` is what the note is about, if anything, and `title` its title,
    which may be empty.
    """

    note_id: int
    number: int
    title: str
    text: str
    made_at: dt.datetime
    url: str | None = None
    editor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a note that is being collected, as Markdown; `album` is Telegram's media_group_id."""

    note_id: int
    chat_id: int
    message_id: int
    text: str
    sent_at: dt.datetime
    album: str | None = None
    attachments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AlbumItem:
    """A message of an album that belongs to no note yet, as Telegram sent it, in JSON.

    Only one item has the album's words, and with them the command, and it may come after others.
    """

    chat_id: int
    message_id: int
    album: str
    message: str


@dataclass(frozen=True, slots=True)
class Written:
    """A note with its newest revision."""

    note: Note
    revision: Revision
