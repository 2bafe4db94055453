"""Letting nothing of removed rows be left in the files of a database."""

import asyncio
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import translated
from knowledge.adapters.sql.tables import METADATA
from knowledge.errors import LibraryUnavailable

_LIBRARY: Final = frozenset({"sources", "entries", "passages", "embeddings", "changes", "aliases", "vocabularies"})
"""By far the largest tables; in them is what issues say, and nothing else of anybody."""

_ATTEMPTS: Final = 50
_PAUSE_SECONDS: Final = 0.1
_PATIENCE_SECONDS: Final = 3600.0


async def overwrite(engine: AsyncEngine, *, library: bool) -> None:
    """Write the files anew, without what was removed.

    SQLite overwrites what it removes (`secure_delete`), but not what it has moved from page to page before that: only
    a file that is written anew has none of it. PostgreSQL marks rows as dead and leaves their bytes; its write-ahead
    log has them until the server recycles it, which is not ours to hasten.
    Sources: https://www.sqlite.org/lang_vacuum.html, https://www.postgresql.org/docs/18/sql-vacuum.html

    Raises:
        LibraryUnavailable: it cannot be done now, as where somebody reads for long.
    """
    with translated():
        async with engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            try:
                if engine.dialect.name == "sqlite":
                    await _rewrite_file(driver)
                else:
                    await _rewrite_tables(driver, _tables(library=library))
            finally:
                await connection.invalidate()  # what was set for it is for it alone


async def _rewrite_file(driver: Any) -> None:  # noqa: ANN401  the library's own connection
    try:
        await driver.execute("VACUUM")
        await _truncate(driver)
    except sqlite3.Error as error:
        raise LibraryUnavailable(type(error).__name__) from error


async def _truncate(driver: Any) -> None:  # noqa: ANN401  the same
    """Let the write-ahead log be of no length: what was in it stands in the file by then."""
    for _ in range(_ATTEMPTS):
        async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
            busy, _, _ = await cursor.fetchone()
        if not busy:
            return
        await asyncio.sleep(_PAUSE_SECONDS)  # somebody reads what was so before
    raise LibraryUnavailable("busy")


async def _rewrite_tables(driver: Any, tables: Iterable[str]) -> None:  # noqa: ANN401  the same
    """Tables one after the other, each locked only as long as it takes, and what was noted about their values."""
    import asyncpg  # noqa: PLC0415  of no use to a deployment on SQLite

    try:
        await driver.execute("SET statement_timeout = 0")
        for table in tables:
            await driver.execute(f'VACUUM (FULL, ANALYZE) "{table}"', timeout=_PATIENCE_SECONDS)
        await _rewrite_statistics(driver)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
        raise LibraryUnavailable(type(error).__name__) from error


async def _rewrite_statistics(driver: Any) -> None:  # noqa: ANN401  the same
    """The samples of texts that the planner keeps; only whoever owns the database may have them written anew."""
    await driver.execute("VACUUM (FULL) pg_catalog.pg_statistic", timeout=_PATIENCE_SECONDS)


def _tables(*, library: bool) -> list[str]:
    return sorted(name for name in METADATA.tables if library or name not in _LIBRARY)
