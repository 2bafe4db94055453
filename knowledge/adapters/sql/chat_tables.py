"""The tables of what is set for chats: when the bot speaks, the listen gates, and what they are fitted to."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table


class ChatRow(Table, table=True):
    """When the bot speaks in one chat."""

    __tablename__ = "chats"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    policy: str
    answer_threshold: float | None = None
    listen_threshold: float | None = None
    shadow: bool = False
    language: str | None = None
    shadow_by: int | None = Field(None, sa_type=BigInteger)


class ListenGateRow(Table, table=True):
    """The listen gate of one chat, or with number 0 of every chat that has none; its arrays are an npz file."""

    __tablename__ = "listen_gates"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    embedder: str | None = None
    weights: bytes
    bias: float
    threshold: float
    precision: float
    recall: float
    f1: float
    labels: int
    fitted_at: dt.datetime = Field(sa_type=Moment)


class OverheardRow(Table, table=True):
    """A message that nobody addressed to the bot: the fields of `Overheard`, and who labelled it."""

    __tablename__ = "overheard"
    __table_args__: ClassVar = (
        UniqueConstraint("chat_id", "message_id"),
        Index("ix_overheard_heard_at", "heard_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    topic_id: int | None = Field(None, sa_type=BigInteger)
    user_id: int | None = Field(None, sa_type=BigInteger)
    text: str
    heard_at: dt.datetime = Field(sa_type=Moment)
    would_answer: bool
    score: float | None = None
    confidence: float | None = None
    entry_id: str | None = None
    label: bool | None = None
    labelled_by: int | None = Field(None, sa_type=BigInteger)
    labelled_at: dt.datetime | None = Field(None, sa_type=Moment)
