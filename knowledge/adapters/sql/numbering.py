"""The numbers that a database gives away: those that were ever given must not come back."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Integer, Table, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

_POSTGRES: Final = "postgresql"
_LAST: Final = text("SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(:name, :key)::regclass), 0)")
_GO_ON: Final = text("SELECT setval(pg_get_serial_sequence(:name, :key)::regclass, :number)").bindparams(
    bindparam("number", type_=Integer)
)


def numbered(table: Table) -> bool:
    """Whether the database numbers this table's rows."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def number_of(table: Table) -> str:
    """The column that holds the number."""
    (key,) = table.primary_key.columns
    return key.name


async def highest(connection: AsyncConnection, table: Table) -> int:
    """The highest number that was ever given in this table; 0 where none was."""
    if connection.dialect.name == _POSTGRES:
        return int((await connection.execute(_LAST, _names(table))).scalar_one())
    given = await connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    return given or 0


async def go_on_above(connection: AsyncConnection, table: Table, number: int) -> None:
    """Give no number up to this one in this table any more; never lowers what was reached."""
    if number <= await highest(connection, table):
        return
    if connection.dialect.name == _POSTGRES:
        await connection.execute(_GO_ON, {**_names(table), "number": number})
        return
    values = {"name": table.name, "number": number}
    await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    await connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), values)


def _names(table: Table) -> Mapping[str, str]:
    return {"name": table.name, "key": number_of(table)}
