"""The tables of how the bot is governed."""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table


class AdmissionRow(Table, table=True):
    """How one chat stands."""

    __tablename__ = "admissions"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    standing: str
    asked_at: dt.datetime = Field(sa_type=Moment)
    title: str | None = None
    code: str | None = Field(None, unique=True)
    decided_at: dt.datetime | None = Field(None, sa_type=Moment)
    decided_by: str | None = None


class RoleRow(Table, table=True):
    """What somebody may do everywhere."""

    __tablename__ = "roles"

    user_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    role: str
    granted_at: dt.datetime = Field(sa_type=Moment)
    granted_by: str


class ConsumptionRow(Table, table=True):
    """What one person or chat has used on one day, which is in the zone of the settings."""

    __tablename__ = "consumption"

    scope: str = Field(primary_key=True)
    id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: dt.date = Field(primary_key=True, index=True)
    questions: int = 0
    tokens_in: int = Field(0, sa_type=BigInteger)
    tokens_out: int = Field(0, sa_type=BigInteger)
    cost: int = Field(0, sa_type=BigInteger)


class QuotaRow(Table, table=True):
    """A quota of one person or chat, or with the id 0 of all that have none of their own."""

    __tablename__ = "quotas"

    scope: str = Field(primary_key=True)
    id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    questions_a_minute: int | None = None
    tokens_a_day: int | None = Field(None, sa_type=BigInteger)
    cost_a_day: int | None = Field(None, sa_type=BigInteger)


class ConfirmationRow(Table, table=True):
    """What waits to be confirmed; AUTOINCREMENT, because buttons name it."""

    __tablename__ = "confirmations"
    __table_args__: ClassVar = ({"sqlite_autoincrement": True},)

    id: int | None = Field(None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    user_id: int | None = Field(None, sa_type=BigInteger)
    action: str
    arguments: dict[str, Any] = Field(sa_type=JSON)
    asked_at: dt.datetime = Field(sa_type=Moment)
    expires_at: dt.datetime = Field(sa_type=Moment, index=True)


class PlaceRow(Table, table=True):
    """One of the chats that have a part in the deployment: notice_chat, editors_chat, channel, or a group."""

    __tablename__ = "places"

    place: str = Field(primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    set_at: dt.datetime = Field(sa_type=Moment)
    set_by: str
