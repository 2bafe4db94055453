"""The table of who wants to be forgotten."""

import datetime as dt

from sqlalchemy import BigInteger
from sqlmodel import Field

from knowledge.adapters.sql.tables import Moment, Table


class ErasureRow(Table, table=True):
    """Somebody who wants to be forgotten: the fields of `Erasure`; it goes with the rest."""

    __tablename__ = "erasures"

    user_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    asked_at: dt.datetime = Field(sa_type=Moment)
    language: str | None = None
    reprinted: bool = False
    told_as: str | None = None
