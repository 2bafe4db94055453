"""Backups: one file, whole or not at all, and refused where it is not what was written."""

import asyncio
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from knowledge.adapters.sql.backups import opened_backup, write_backup
from knowledge.adapters.sql.copies import ignored
from knowledge.adapters.sql.engine import MIGRATIONS, REVISION, open_engine
from knowledge.errors import CopyRefusal, CopyRefused
from knowledge.records import TableCopy
from tests.knowledge.adapters.sql.everything import everything


def back_up(
    library: Path, file: Path, report: Callable[[TableCopy], None] = ignored, *, force: bool = False
) -> list[TableCopy]:
    """Write a backup."""

    async def work() -> list[TableCopy]:
        async with open_engine(library) as engine:
            return await write_backup(engine, file, report, force=force)

    return asyncio.run(work())


def held(library: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What is in a library."""

    async def work() -> dict[str, list[tuple[Any, ...]]]:
        async with open_engine(library) as engine:
            return await everything(engine)

    return asyncio.run(work())


def opened(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What is in a backup."""

    async def work() -> dict[str, list[tuple[Any, ...]]]:
        async with opened_backup(file, file.parent) as backup:
            return await everything(backup)

    return asyncio.run(work())


def refusal(work: Callable[[], object]) -> CopyRefused:
    """Why it is not done."""
    with pytest.raises(CopyRefused) as refused:
        work()
    return refused.value


def beside(file: Path) -> list[Path]:
    """What else lies there under its name, or for a while."""
    return [one for one in file.parent.iterdir() if one.name.startswith((file.name, "restoring")) and one != file]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup shall lie."""
    return tmp_path / "备份 100%.sqlite"


@pytest.fixture
def written(filled: Path, file: Path) -> Path:
    """A backup."""
    back_up(filled, file)
    return file


def test_a_backup_is_one_private_file(filled: Path, written: Path) -> None:
    """With everything in it, and nothing beside it; reading it leaves it as it is."""
    before = written.read_bytes()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert opened(written) == held(filled)
    assert beside(written) == []
    assert written.read_bytes() == before


def test_a_file_that_is_there_is_kept(filled: Path, written: Path) -> None:
    """Unless it shall be replaced; never the library itself, nor a folder."""
    before = written.read_bytes()
    assert refusal(partial(back_up, filled, written)).refusal is CopyRefusal.FILE_EXISTS
    assert written.read_bytes() == before
    assert back_up(filled, written, force=True)
    assert refusal(partial(back_up, filled, filled, force=True)).refusal is CopyRefusal.IS_THE_LIBRARY
    assert refusal(partial(back_up, filled, filled.parent, force=True)).refusal is CopyRefusal.FILE_EXISTS


def test_a_backup_that_breaks_off_is_none(filled: Path, written: Path) -> None:
    """The one that is there stays, without a rest of the other; what a kill left is in nobody's way."""
    before = written.read_bytes()
    part = written.with_name(f"{written.name}.part")
    part.write_bytes(b"half")
    part.with_name(f"{part.name}-wal").write_bytes(b"half")

    def break_off(copy: TableCopy) -> None:
        assert part.exists()
        if copy.table == "entries":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(filled, written, break_off, force=True)
    assert beside(written) == []
    assert written.read_bytes() == before


async def test_two_backups_do_not_write_one_file(filled: Path, file: Path) -> None:
    """The second is told; the first one is whole."""
    async with open_engine(filled) as engine:
        both = (write_backup(engine, file) for _ in range(2))
        outcomes = await asyncio.gather(*both, return_exceptions=True)
        (refused,) = (one for one in outcomes if isinstance(one, CopyRefused))
        assert refused.refusal is CopyRefusal.BEING_WRITTEN
        async with opened_backup(file, file.parent) as backup:
            assert await everything(backup) == await everything(engine)


def test_a_place_that_cannot_be_written_is_told(filled: Path, tmp_path: Path) -> None:
    """With what the system says of it."""
    refused = refusal(partial(back_up, filled, tmp_path / "none" / "file"))
    assert refused.refusal is CopyRefusal.NOT_WRITABLE
    assert refused.where.endswith("No such file or directory")


def test_a_library_s_own_file_is_a_backup_too(filled: Path) -> None:
    """As somebody copied it, with what is still in its write-ahead log."""
    with closing(sqlite3.connect(filled)) as writer:
        writer.execute("UPDATE chats SET policy = 'mention'")
        writer.commit()
        assert filled.with_name(f"{filled.name}-wal").stat().st_size
        assert opened(filled)["chats"][0][1] == "mention"


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """Here one that has no table of questions, chats or updates; the file stays as it is."""
    old = tmp_path / "old.sqlite"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with closing(sqlite3.connect(old)) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            connection.exec_driver_sql("INSERT INTO watches VALUES ('https://e.org/', 60, '2026-01-01 00:00:00', 0)")
        engine.dispose()
    before = old.read_bytes()
    assert {name: len(rows) for name, rows in opened(old).items() if rows} == {"watches": 1}
    assert old.read_bytes() == before


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Nothing, a folder, an empty file, a text, another program's database; nothing is left of looking at it."""
    given = tmp_path / "given"
    for missing in (given, tmp_path):
        assert refusal(partial(opened, missing)).refusal is CopyRefusal.NOT_READABLE
    for content in (b"", b"a text, " * 500):
        given.write_bytes(content)
        assert refusal(partial(opened, given)).refusal is CopyRefusal.NO_BACKUP
    with closing(sqlite3.connect(tmp_path / "foreign")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("CREATE TABLE sources (id)")
    refused = refusal(partial(opened, tmp_path / "foreign"))
    assert (refused.refusal, refused.where) == (CopyRefusal.NO_BACKUP, str(tmp_path / "foreign"))
    assert beside(given) == []


def test_a_newer_backup_is_refused(written: Path) -> None:
    """This program does not know what is in it."""
    assert REVISION < "9999"
    with closing(sqlite3.connect(written)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert refusal(partial(opened, written)).refusal is CopyRefusal.NEWER


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _blank(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + bytes(8192) + whole[16384:])


def _misspell(file: Path) -> None:
    whole = file.read_bytes()
    assert b"0.001" in whole
    file.write_bytes(whole.replace(b"0.001", b"0.002", 1))


def _point_nowhere(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE passages SET entry_id = 'none' WHERE id = 1")
        connection.execute("PRAGMA user_version = 0")  # as in a file that was never sealed


@pytest.mark.parametrize("damage", [_truncate, _blank, _misspell, _point_nowhere])
def test_a_damaged_backup_is_refused(written: Path, damage: Callable[[Path], None]) -> None:
    """Also where SQLite itself sees nothing wrong: a letter of a text is another one."""
    damage(written)
    assert refusal(partial(opened, written)).refusal is CopyRefusal.DAMAGED
    assert beside(written) == []
