"""Opening the database: where it is, how SQLite is set up, and bringing the schema up to date."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.adapters.sql.connection import Connections
from knowledge.adapters.sql.postgres import UPGRADE_LOCK, is_postgres, postgres_engine
from knowledge.errors import LibraryDamaged, LibraryNewer, LibraryUnavailable

REVISION: Final = "0008"
"""The newest schema; comparing with it spares the import of alembic when the database is up to date."""

MIGRATIONS: Final = Path(__file__).with_name("migrations")

BUSY_SECONDS: Final = 10.0
"""How long a write waits for another process's write."""

_DAMAGED: Final = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
"""Source: https://www.sqlite.org/rescode.html"""

_WAL: Final = "PRAGMA journal_mode = WAL"
"""Readers and the one writer do not wait for each other."""

_SETUP: Final = (
    "PRAGMA synchronous = NORMAL",  # in WAL: a power cut may lose the last commits, never damages
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what somebody had erased is overwritten; some builds of SQLite do so anyway
)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn what the database library raises into `LibraryUnavailable`."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        damaged = getattr(getattr(error, "orig", None), "sqlite_errorname", None) in _DAMAGED
        raise (LibraryDamaged if damaged else LibraryUnavailable)(type(error).__name__) from error


@contextlib.asynccontextmanager
async def open_engine(where: Path | str, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator[AsyncEngine]:
    """An engine over an up-to-date schema: `where` is a SQLite file, or the address of a database.

    An address is `postgresql://…` with the parameters that asyncpg takes, or one of SQLAlchemy's for SQLite. Processes
    that open it at the same time bring it up to date once.

    Raises:
        LibraryUnavailable: it cannot be created, opened or brought up to date, or is newer than this program.
    """
    connections = Connections()
    with translated():
        engine = await asyncio.to_thread(_engine, where, busy_seconds, connections)
    try:
        with translated():
            async with engine.connect() as connection:
                revision = await connection.run_sync(_revision)
            if revision != REVISION:
                async with writing(engine).begin() as connection:
                    await connection.run_sync(_upgrade)
        yield engine
    finally:
        await engine.dispose()
        await connections.ended()


async def version(engine: AsyncEngine) -> str:
    """The name and version of the database, and its schema's.

    Raises:
        LibraryUnavailable: it cannot be read.
    """
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]
    with translated():
        async with engine.connect() as connection:
            number = ".".join(map(str, engine.dialect.server_version_info or ()))
            return f"{name} {number}, schema {await connection.run_sync(_revision)}"


def writing(engine: AsyncEngine, *, durable: bool = False) -> AsyncEngine:
    """The same engine for transactions that write; with `durable` what was committed outlives a power cut, too.

    SQLite takes the write lock at their beginning: a read that turns into a write fails at once when another
    write came between, and no waiting helps. PostgreSQL needs neither: it locks rows, and every commit is durable.
    """
    return engine.execution_options(begin="IMMEDIATE", synchronous="FULL" if durable else "NORMAL")


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for transactions that read more than once and need one moment, as SQLite gives anyway."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _engine(where: Path | str, busy_seconds: float, connections: Connections) -> AsyncEngine:
    if isinstance(where, str) and is_postgres(where):
        return postgres_engine(where, busy_seconds)
    if isinstance(where, Path):
        where.parent.mkdir(parents=True, exist_ok=True)
        url = URL.create("sqlite+aiosqlite", database=str(where))
    else:
        url = _sqlite_url(where)
    patience = {"timeout": busy_seconds, "async_creator_fn": connections.open}
    engine = create_async_engine(url, connect_args=patience, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _sqlite_url(address: str) -> URL:
    """The address of a SQLite database.

    Raises:
        LibraryUnavailable: it is not one.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # they may quote the address, which may have a secret in it
        raise LibraryUnavailable(type(error).__name__) from None
    if url.get_backend_name() != "sqlite":
        raise LibraryUnavailable(url.get_backend_name())
    return url.set(drivername="sqlite+aiosqlite")


def _set_up(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    entry.info["synchronous"] = "NORMAL"
    connection.isolation_level = None  # else the driver begins transactions by its own rules
    cursor = connection.cursor()
    try:
        cursor.execute(_WAL)
    except sqlite3.OperationalError:  # another process is turning it to WAL; this pragma does not wait for that
        for statement in ("BEGIN IMMEDIATE", "COMMIT", _WAL):
            cursor.execute(statement)
    for statement in _SETUP:
        cursor.execute(statement)
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    synchronous = options.get("synchronous", connection.info["synchronous"])
    if connection.info["synchronous"] != synchronous:  # it cannot change inside a transaction
        connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
        connection.info["synchronous"] = synchronous
    connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes long and is needed only when the schema is old
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    if connection.dialect.name != "sqlite":  # there the transaction itself is the lock
        connection.execute(UPGRADE_LOCK)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # a revision that this program does not know
        raise LibraryNewer(str(error)) from error
