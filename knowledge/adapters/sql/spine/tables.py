"""The tables of the spine."""

import datetime as dt
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table

IN_WORK: Final = text("state in ('waiting', 'claimed')")
"""The rows that a claim looks at; those that ended are many more."""

BURIED: Final = text("state = 'buried'")
"""The few among what ended that a person looks at."""

TO_SEND: Final = text("state in ('pending', 'sending')")


class InboxRow(Table, table=True):
    """One update; `state` is waiting, claimed, done or buried. The payload of one that is done is null."""

    __tablename__ = "inbox"
    __table_args__: ClassVar = (
        Index("ix_inbox_in_work", "lane", "id", sqlite_where=IN_WORK, postgresql_where=IN_WORK),
        Index("ix_inbox_buried", "id", sqlite_where=BURIED, postgresql_where=BURIED),
        Index("ix_inbox_ended_at", "ended_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(None, primary_key=True)
    update_id: int | None = Field(None, sa_type=BigInteger, unique=True)
    lane: str
    payload: str | None
    state: str
    arrived_at: dt.datetime = Field(sa_type=Moment)
    due_at: dt.datetime = Field(sa_type=Moment)
    attempts: int = 0
    worker: str | None = None
    held_until: dt.datetime | None = Field(None, sa_type=Moment)
    reason: str | None = None
    ended_at: dt.datetime | None = Field(None, sa_type=Moment)


class OutboxRow(Table, table=True):
    """One effect; `state` is one of `EffectState`. The payload of one that was sent is null."""

    __tablename__ = "outbox"
    __table_args__: ClassVar = (
        Index("ix_outbox_to_send", "chat_id", "id", sqlite_where=TO_SEND, postgresql_where=TO_SEND),
        Index("ix_outbox_ended_at", "ended_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(None, primary_key=True)
    key: str = Field(unique=True)
    chat_id: int = Field(sa_type=BigInteger)
    payload: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    state: str
    put_at: dt.datetime = Field(sa_type=Moment)
    due_at: dt.datetime = Field(sa_type=Moment)
    attempts: int = 0
    sender: str | None = None
    message_id: int | None = Field(None, sa_type=BigInteger)
    reason: str | None = None
    ended_at: dt.datetime | None = Field(None, sa_type=Moment)


class ReplyRow(Table, table=True):
    """The n-th message that an update was answered with."""

    __tablename__ = "replies"

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    n: int = Field(primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    digest: str
    message_id: int | None = Field(None, sa_type=BigInteger)
    begun_at: dt.datetime = Field(sa_type=Moment, index=True)


class LeaseRow(Table, table=True):
    """Who holds a name, and until when."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    held_until: dt.datetime = Field(sa_type=Moment)


class PaceRow(Table, table=True):
    """When the next turn under a key is free, in seconds since 1970."""

    __tablename__ = "paces"

    key: str = Field(primary_key=True)
    free_at: float


class LostChatRow(Table, table=True):
    """A chat that cannot be reached."""

    __tablename__ = "lost_chats"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    reason: str
    lost_at: dt.datetime = Field(sa_type=Moment)


class RunRow(Table, table=True):
    """One run of a scheduled job."""

    __tablename__ = "runs"

    job: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    begun_at: dt.datetime = Field(sa_type=Moment)
    held_until: dt.datetime = Field(sa_type=Moment)
    finished_at: dt.datetime | None = Field(None, sa_type=Moment)


class StopRow(Table, table=True):
    """A wish to stop an answer."""

    __tablename__ = "stops"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    asker: int = Field(sa_type=BigInteger, primary_key=True)
    wished_at: dt.datetime = Field(sa_type=Moment)
