"""Backups: one SQLite file that holds a whole library of one moment, whichever database it came from."""

import contextlib
import errno
import fcntl
import os
import sqlite3
import zlib
from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.copies import copy_database, ignored
from knowledge.adapters.sql.engine import REVISION, open_engine
from knowledge.errors import CopyRefusal, CopyRefused, LibraryUnavailable
from knowledge.records import TableCopy

_PRIVATE: Final = 0o600
_BLOCK: Final = 1 << 20
_SEAL: Final = slice(60, 64)
"""Where the header has a number that is the application's: here the CRC-32 of all the rest.

SQLite itself does not see that a character of a text is another one. 0 stands for no seal.
Source: https://www.sqlite.org/fileformat.html#the_database_header
"""

_FAULTS: Final = {
    "SQLITE_NOTADB": CopyRefusal.NO_BACKUP,
    "SQLITE_CORRUPT": CopyRefusal.DAMAGED,
    "SQLITE_IOERR_SHORT_READ": CopyRefusal.DAMAGED,
}


async def write_backup(
    engine: AsyncEngine, file: Path, report: Callable[[TableCopy], None] = ignored, *, force: bool = False
) -> list[TableCopy]:
    """Copy a database into a file that is there whole or not at all; with `force` in the place of one that is there.

    Raises:
        CopyRefused: the file is there already, or cannot be written.
        LibraryUnavailable: the database cannot be read.
    """
    _refuse_taken(file, engine, force=force)
    try:
        with _part(file) as part:
            async with open_engine(part) as target:
                copies = await copy_database(engine, target, report)
            await to_thread(_finish, part)
            _refuse_taken(file, engine, force=force)
            part.replace(file)
            _sync(file.parent)
    except OSError as exc:
        raise CopyRefused(CopyRefusal.NOT_WRITABLE, f"{file}: {exc.strerror}") from exc
    except LibraryUnavailable as exc:
        if getattr(getattr(exc.__cause__, "orig", None), "sqlite_errorname", None) == "SQLITE_FULL":
            raise CopyRefused(CopyRefusal.NOT_WRITABLE, f"{file}: {os.strerror(errno.ENOSPC)}") from exc
        raise
    return copies


@contextlib.asynccontextmanager
async def opened_backup(file: Path, scratch: Path) -> AsyncIterator[AsyncEngine]:
    """A copy of a backup with the newest schema, which may be changed; it lies in that folder meanwhile.

    Raises:
        CopyRefused: there is no such file, or it is no backup that can be used.
        LibraryUnavailable: it cannot be brought up to date.
    """
    with _part(scratch / "restoring.sqlite") as copy:
        await to_thread(_unpack, file, copy)
        async with open_engine(copy) as engine:
            yield engine


def _refuse_taken(file: Path, engine: AsyncEngine, *, force: bool) -> None:
    if not file.exists():
        return
    live = engine.url.database
    if engine.dialect.name == "sqlite" and live and file.samefile(live):
        raise CopyRefused(CopyRefusal.IS_THE_LIBRARY, str(file))
    if not force or not file.is_file():
        raise CopyRefused(CopyRefusal.FILE_EXISTS, str(file))


@contextlib.contextmanager
def _part(file: Path) -> Iterator[Path]:
    """An empty file beside it that only its owner can read and no other backup writes; gone where it was not renamed.

    One that a killed backup left is taken over; SQLite drops what lies beside an empty database.
    """
    part = file.with_name(f"{file.name}.part")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _PRIVATE)
    try:
        if not _holds(descriptor, part):
            raise CopyRefused(CopyRefusal.BEING_WRITTEN, str(file))
        os.fchmod(descriptor, _PRIVATE)
        os.ftruncate(descriptor, 0)
        yield part
    finally:
        if _holds(descriptor, part):
            for suffix in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + suffix).unlink(missing_ok=True)
        os.close(descriptor)


def _holds(descriptor: int, part: Path) -> bool:
    """Whether this is the file of that name, and nobody else's: one that was renamed is a backup by now."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), part.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _finish(part: Path) -> None:
    """One file without others beside it, sealed, and on the disk."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    seal = _checksum(part)
    with part.open("r+b") as file:
        file.seek(_SEAL.start)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _checksum(file: Path) -> bytes:
    found = 0
    with file.open("rb") as read:
        head = bytearray(read.read(_BLOCK))
        head[_SEAL] = bytes(4)
        found = zlib.crc32(head)
        while block := read.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found.to_bytes(4)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unpack(file: Path, copy: Path) -> None:
    """Copy the file, with what may lie in a write-ahead log beside it, and look at what it is."""
    if not file.is_file():
        raise CopyRefused(CopyRefusal.NOT_READABLE, f"{file}: {os.strerror(errno.ENOENT)}")
    address = f"{file.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as given, closing(sqlite3.connect(copy)) as copied:
            given.backup(copied)
            refusal = _fault(copied)
    except sqlite3.DatabaseError as exc:
        refusal = _FAULTS.get(exc.sqlite_errorname, CopyRefusal.NOT_READABLE)
        where = f"{file}: {exc}" if refusal is CopyRefusal.NOT_READABLE else str(file)
        raise CopyRefused(refusal, where) from exc
    if refusal is None and _seal_is_broken(file):
        refusal = CopyRefusal.DAMAGED
    if refusal is not None:
        raise CopyRefused(refusal, str(file))


def _seal_is_broken(file: Path) -> bool:
    with file.open("rb") as read:
        seal = read.read(_SEAL.stop)[_SEAL]
    return seal != bytes(4) and seal != _checksum(file)


def _fault(copied: sqlite3.Connection) -> CopyRefusal | None:
    """What is wrong with it, if anything."""
    names = {name for (name,) in copied.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names >= {"alembic_version", "sources", "passages"}:
        return CopyRefusal.NO_BACKUP
    revision = copied.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
    if revision is None or revision > REVISION:
        return CopyRefusal.NO_BACKUP if revision is None else CopyRefusal.NEWER
    sound = copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    pointing = copied.execute("PRAGMA foreign_key_check").fetchone() is None
    return None if sound and pointing else CopyRefusal.DAMAGED
