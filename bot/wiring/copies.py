"""Backups, restoring, and moving to another database: what needs neither an index nor an embedder."""

from contextlib import AsyncExitStack
from pathlib import Path

from bot.settings import Settings
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from bot.wiring.indexes import indexes_in_use
from knowledge.adapters.sql.backups import opened_backup, write_backup
from knowledge.adapters.sql.copies import copy_database, held_leases
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.restoring import replace_database
from knowledge.errors import CopyRefusal, CopyRefused, LibraryNewer, LibraryUnavailable
from knowledge.records import TableCopy


async def back_up(settings: Settings, file: Path, *, force: bool) -> list[TableCopy]:
    """Copy the library into a file.

    Raises:
        CopyRefused: there is no library, or the file cannot be written.
        LibraryUnavailable: the library cannot be read.
    """
    async with open_engine(_there(settings)) as engine:
        return await write_backup(engine, file, force=force)


async def restore(settings: Settings, file: Path, *, replace: bool) -> list[TableCopy]:
    """Put what a backup holds into the library, or with `replace` in its place.

    Raises:
        CopyRefused: the backup cannot be used, or the library is not empty.
        LibraryUnavailable: the library cannot be written.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with opened_backup(file, settings.data_dir) as source, open_engine(database_of(settings)) as target:
        return await (replace_database if replace else copy_database)(source, target)


async def move(settings: Settings, to: Path | str) -> list[TableCopy]:
    """Copy the library to another database, while no bot runs on it.

    Raises:
        CopyRefused: there is no library, or something runs on it, or the other one cannot be used.
        LibraryUnavailable: the library cannot be read.
    """
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(open_engine(_there(settings)))
        working = await held_leases(source, SystemClock().now())
        if indexes_in_use(settings):
            working.append("index")
        if working:
            raise CopyRefused(CopyRefusal.IN_USE, ", ".join(working))
        try:
            target = await stack.enter_async_context(open_engine(to))
        except LibraryNewer as exc:
            raise CopyRefused(CopyRefusal.NEWER_TARGET) from exc
        except LibraryUnavailable as exc:
            raise CopyRefused(CopyRefusal.NO_TARGET) from exc
        return await copy_database(source, target)


def _there(settings: Settings) -> Path | str:
    """Where the library is; opening a file that is not there would make one."""
    where = database_of(settings)
    if isinstance(where, Path) and not where.is_file():
        raise CopyRefused(CopyRefusal.NO_LIBRARY, str(where))
    return where
