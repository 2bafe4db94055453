"""The tables of the weekly."""

import datetime as dt
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table

IS_OPEN: Final = text("state = 'open'")
"""Of such rows there is at most one."""


class NoteRow(Table, table=True):
    """One note: the fields of `Note` but for its author, whose number stands in `note_authors` alone."""

    __tablename__ = "notes"
    __table_args__: ClassVar = (
        Index("ix_notes_issue_id", "issue_id", "state"),
        Index("ix_notes_state", "state", "due_at"),
        Index("ix_notes_label", "label"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(None, primary_key=True)
    origin: dict[str, Any] | None = Field(None, sa_type=JSON)
    section: str
    state: str
    opened_at: dt.datetime = Field(sa_type=Moment)
    changed_at: dt.datetime = Field(sa_type=Moment)
    version: int
    revision: int
    anonymous: bool
    urgent: bool
    due_at: dt.datetime | None = Field(None, sa_type=Moment)
    supersedes: int | None = None
    amends: int | None = None
    joins: int | None = None
    issue_id: int | None = None
    position: int | None = None
    quoted: list[dict[str, Any]] | None = Field(None, sa_type=JSON)
    agreement: str
    reason: str | None = None
    byline: str | None = None
    label: str | None = None
    exchange_id: int | None = None


class NoteAuthorRow(Table, table=True):
    """Who wrote a note: kept apart, so that nothing that lists notes shows who an anonymous one is from."""

    __tablename__ = "note_authors"
    __table_args__: ClassVar = (Index("ix_note_authors_user_id", "user_id"),)

    note_id: int = Field(primary_key=True, foreign_key="notes.id", ondelete="CASCADE")
    user_id: int = Field(sa_type=BigInteger)


class RevisionRow(Table, table=True):
    """One wording of a note."""

    __tablename__ = "revisions"

    note_id: int = Field(primary_key=True, foreign_key="notes.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    title: str
    text: str
    url: str | None = None
    made_at: dt.datetime = Field(sa_type=Moment)
    editor_id: int | None = Field(None, sa_type=BigInteger)


class PartRow(Table, table=True):
    """One message that a note is collected from."""

    __tablename__ = "parts"
    __table_args__: ClassVar = (Index("ix_parts_note_id", "note_id"), Index("ix_parts_album", "album", "chat_id"))

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    note_id: int = Field(foreign_key="notes.id", ondelete="CASCADE")
    text: str
    sent_at: dt.datetime = Field(sa_type=Moment)
    album: str | None = None
    attachments: list[int] = Field(sa_type=JSON)


class AlbumItemRow(Table, table=True):
    """One message of an album that belongs to no note yet; it is gone after a minute."""

    __tablename__ = "album_items"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    album: str
    message: str
    held_at: dt.datetime = Field(sa_type=Moment)


class AttachmentRow(Table, table=True):
    """One picture; the same bytes are one row."""

    __tablename__ = "attachments"
    __table_args__: ClassVar = ({"sqlite_autoincrement": True},)

    id: int | None = Field(None, primary_key=True)
    digest: str = Field(unique=True)
    media_type: str
    data: bytes
    width: int
    height: int
    kept_at: dt.datetime = Field(sa_type=Moment)


class IssueRow(Table, table=True):
    """One issue: the fields of `Issue`."""

    __tablename__ = "issues"
    __table_args__: ClassVar = (
        Index("uq_issues_open", "state", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(None, primary_key=True)
    number: int | None = Field(None, unique=True)
    state: str
    opened_at: dt.datetime = Field(sa_type=Moment)
    changed_at: dt.datetime = Field(sa_type=Moment)
    version: int
    revision: int
    foreword: str
    proposal: str
    editor: str | None = None
    frozen_at: dt.datetime | None = Field(None, sa_type=Moment)
    published_at: dt.datetime | None = Field(None, sa_type=Moment)
    digest: str | None = None
    ingested: int
    article_url: str | None = None


class ArtefactRow(Table, table=True):
    """One rendering of one revision of an issue; `frozen.json` is the compiled issue itself."""

    __tablename__ = "artefacts"

    issue_id: int = Field(primary_key=True, foreign_key="issues.id", ondelete="CASCADE")
    revision: int = Field(primary_key=True)
    name: str = Field(primary_key=True)
    media_type: str
    data: bytes
    digest: str


class PublishedEntryRow(Table, table=True):
    """One entry of the newest revision of a published issue, to be found; `folded` is what is searched."""

    __tablename__ = "published_entries"
    __table_args__: ClassVar = (Index("ix_published_entries_identity", "identity"),)

    slug: str = Field(primary_key=True)
    issue_number: int = Field(index=True)
    section: str
    position: int
    title: str
    authors: list[str] = Field(sa_type=JSON)
    text: str
    folded: str
    identity: str | None = None


class PublicationRow(Table, table=True):
    """One revision of an issue at one target."""

    __tablename__ = "publications"

    issue_id: int = Field(primary_key=True, foreign_key="issues.id", ondelete="CASCADE")
    revision: int = Field(primary_key=True)
    target: str = Field(primary_key=True)
    state: str
    changed_at: dt.datetime = Field(sa_type=Moment)
    effect_key: str | None = None
    chat_id: int | None = Field(None, sa_type=BigInteger)
    message_id: int | None = Field(None, sa_type=BigInteger)
    reason: str | None = None


class AuditRow(Table, table=True):
    """Who did what."""

    __tablename__ = "audits"
    __table_args__: ClassVar = (Index("ix_audits_subject", "subject"), {"sqlite_autoincrement": True})

    id: int | None = Field(None, primary_key=True)
    actor: str
    event: str
    subject: str
    before: str
    after: str
    detail: dict[str, Any] = Field(sa_type=JSON)
    at: dt.datetime = Field(sa_type=Moment)


class MemberRow(Table, table=True):
    """One person: the fields of `Member`."""

    __tablename__ = "members"

    user_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    name: str
    nickname: str | None = None
    language: str | None = None
    consented_at: dt.datetime | None = Field(None, sa_type=Moment)
    anonymous: bool
    shows_streak: bool
    wants_reminders: bool
    wants_recall: bool
    banned_until: dt.datetime | None = Field(None, sa_type=Moment)
    ban_reason: str | None = None


class WaitingRow(Table, table=True):
    """A message of the bot that a reply is waited for."""

    __tablename__ = "waiting"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)
    purpose: str
    asked_at: dt.datetime = Field(sa_type=Moment)
