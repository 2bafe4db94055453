"""What the spine's adapters share: durable transactions, and what the two databases write differently."""

import datetime as dt
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from sqlalchemy import BigInteger, Column, ColumnElement, Dialect, Select, Table, any_, bindparam, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.engine import reading, translated, writing

Inserting: TypeAlias = sqlite.Insert | postgresql.Insert

_LOCKS: Final = 0x5A58 << 32
"""Where the numbers of this program's advisory locks begin: others may use the same database."""


AT_ONCE: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When something is due that waits for nothing: also where a clock is put back after it was kept."""


@asynccontextmanager
async def durable(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction that writes; what it wrote outlives a power cut.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """
    with translated():
        async with writing(engine, durable=True).begin() as connection:
            yield connection


@asynccontextmanager
async def readonly(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction that only reads, all of it as it is at one moment.

    Raises:
        LibraryUnavailable: the database cannot be reached or read.
    """
    with translated():
        async with reading(engine).connect() as connection:
            yield connection


def is_over(held_until: Column[dt.datetime], now: dt.datetime, until: dt.datetime) -> ColumnElement[bool]:
    """Whether a hold has ended, seen by whoever would hold from now until then.

    One that ends later than theirs by more than it lasts was taken before a clock was put back, and is over as well.
    """
    return or_(held_until <= now, held_until > until + (until - now))


def inserting(dialect: Dialect, table: Table) -> Inserting:
    """An insertion that can say what is to happen where its key is there already."""
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)


def among(dialect: Dialect, column: Column[int], numbers: Select[int]) -> ColumnElement[bool]:
    """Whether a number is among the results of a query, which is run once and before.

    PostgreSQL would plan it as a join with a table that it knows nothing of, and is five times as fast with an array.
    """
    if dialect.name == "sqlite":
        return column.in_(numbers)
    return column == any_(func.array(numbers.scalar_subquery(), type_=postgresql.ARRAY(column.type)))


async def lock(connection: AsyncConnection, numbers: Iterable[int]) -> None:
    """Wait for these locks, of 32 bits, in their order, and hold them until the transaction ends.

    SQLite has one writer, which needs none.
    Source: https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS
    """
    if connection.dialect.name == "sqlite":
        return
    wanted = bindparam("wanted", type_=postgresql.ARRAY(BigInteger))
    statement = select(func.pg_advisory_xact_lock(func.unnest(wanted)))
    await connection.execute(statement, {"wanted": sorted({_LOCKS | number for number in numbers})})
