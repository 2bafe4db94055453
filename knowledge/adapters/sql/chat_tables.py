"""The tables of what is set for chats: when the bot speaks, and the listen gates."""

import datetime as dt

from sqlalchemy import BigInteger
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table


class ChatRow(Table, table=True):
    """When the bot speaks in one chat."""

    __tablename__ = "chats"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    policy: str
    answer_threshold: float | None = None
    listen_threshold: float | None = None


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
