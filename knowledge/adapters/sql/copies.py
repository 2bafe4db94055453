"""Copying a whole database into another one, whichever kind each is, and holding the copy to what was copied."""

import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, Final

from sqlalchemy import Row, Table, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel import col

from knowledge.adapters.sql.chat_tables import ChatRow
from knowledge.adapters.sql.contents import Contents, contents, contents_of
from knowledge.adapters.sql.engine import reading, translated, writing
from knowledge.adapters.sql.governance.tables import AdmissionRow
from knowledge.adapters.sql.numbering import go_on_above, highest, numbered
from knowledge.adapters.sql.rights.tables import ErasureRow
from knowledge.adapters.sql.spine.tables import LeaseRow, PaceRow
from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly.tables import NoteRow
from knowledge.errors import CopyRefusal, CopyRefused
from knowledge.records import TableCopy

_OF_THE_MOMENT: Final = frozenset({LeaseRow.__tablename__, PaceRow.__tablename__})
"""What running processes hold now is true nowhere else."""

_OUTLIVING: Final = ("away:", "webhook:")
"""How the names of leases begin that whoever took them leaves behind: they run out by themselves."""

_DECLARED: Final = (ChatRow, NoteRow, AdmissionRow, ErasureRow)  # tables are known only once their module is imported
_ROWS_A_STEP: Final = 500
_POSTGRES: Final = "postgresql"


def ignored(_copy: TableCopy) -> None:
    """Nobody wants to know."""


def tables() -> list[Table]:
    """What is copied, each table after those that it points to."""
    return [table for table in METADATA.sorted_tables if table.name not in _OF_THE_MOMENT]


async def copy_database(
    source: AsyncEngine, target: AsyncEngine, report: Callable[[TableCopy], None] = ignored
) -> list[TableCopy]:
    """Copy everything of one moment into an empty database, in one transaction; both have the newest schema.

    Raises:
        CopyRefused: the target holds something, cannot keep a text, or did not keep what it was given.
        LibraryUnavailable: one of them cannot be read or written.
    """
    with translated():
        async with writing(target, durable=True).begin() as into:
            await be_patient(into)
            if not await _is_empty(into):
                raise CopyRefused(CopyRefusal.NOT_EMPTY)
            async with snapshot(source) as out_of:
                return await pour(out_of, into, report)


@contextlib.asynccontextmanager
async def snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection that sees one moment of the database, and keeps nobody from writing."""
    async with reading(engine).connect() as connection:
        await be_patient(connection)
        yield connection


async def be_patient(connection: AsyncConnection) -> None:
    """Let this transaction take as long as it takes: while one database is read, the other one waits."""
    if connection.dialect.name == _POSTGRES:
        for setting in ("idle_in_transaction_session_timeout", "statement_timeout"):
            await connection.execute(text(f"SET LOCAL {setting} = 0"))


async def pour(
    out_of: AsyncConnection, into: AsyncConnection, report: Callable[[TableCopy], None] = ignored
) -> list[TableCopy]:
    """Add every row to what is there, within the caller's transactions, and look that nothing else came of it."""
    copies = []
    for table in tables():
        there = await contents_of(into, table)
        poured = await _pour(out_of, into, table)
        if await contents_of(into, table) != there + poured:
            raise CopyRefused(CopyRefusal.DIFFERS, table.name)
        if numbered(table):
            await go_on_above(into, table, await highest(out_of, table))
        copies.append(TableCopy(table.name, poured.rows, poured.digest()))
        report(copies[-1])
    return copies


async def _pour(out_of: AsyncConnection, into: AsyncConnection, table: Table) -> Contents:
    poured = Contents()
    async with out_of.stream(select(table), execution_options={"yield_per": _ROWS_A_STEP}) as result:
        async for rows in result.partitions():
            if into.dialect.name == _POSTGRES:
                _refuse_nul(table, rows)
            await into.execute(insert(table), [row._asdict() for row in rows])
            poured += contents(rows)
    return poured


def _refuse_nul(table: Table, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """PostgreSQL keeps every character but U+0000.

    Source: https://www.postgresql.org/docs/current/datatype-character.html
    """
    for row in rows:
        for column, value in row._mapping.items():  # noqa: SLF001  SQLAlchemy's public name for it
            if isinstance(value, str) and "\x00" in value:
                key = ", ".join(str(row._mapping[name.name]) for name in table.primary_key)  # noqa: SLF001  the same
                raise CopyRefused(CopyRefusal.NUL, f"{table.name}.{column}, {key}")


async def held_leases(engine: AsyncEngine, now: dt.datetime) -> list[str]:
    """The names that running processes hold: nothing that they write from now on would be in a copy.

    Raises:
        LibraryUnavailable: the database cannot be read.
    """
    with translated():
        async with engine.connect() as connection:
            held = select(col(LeaseRow.name)).where(col(LeaseRow.held_until) > now).order_by(col(LeaseRow.name))
            return [name for name in await connection.scalars(held) if not name.startswith(_OUTLIVING)]


async def _is_empty(connection: AsyncConnection) -> bool:
    for table in tables():
        if await connection.scalar(select(1).select_from(table).limit(1)):
            return False
    return True
