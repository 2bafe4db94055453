"""Opening: a new database, an old one, a foreign one, and two processes at once."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from knowledge.adapters.sql import chat_tables
from knowledge.adapters.sql.engine import MIGRATIONS, REVISION, open_engine, writing
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.postgres import postgres_engine
from knowledge.adapters.sql.spine import tables as spine_tables
from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly import tables as weekly_tables
from knowledge.errors import LibraryNewer, LibraryUnavailable
from knowledge.records import ChatPolicy, Policy


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database shall lie, in a directory that is not there yet."""
    return tmp_path / "数据" / "100%" / "library.sqlite"


async def open_once(where: Path | str) -> None:
    """Open and close."""
    async with open_engine(where):
        pass


def write_prose(file: Path) -> None:
    """A file that is no database."""
    file.parent.mkdir(parents=True)
    file.write_bytes(b"not a database, " * 500)


def begins_with_prose(file: Path) -> bool:
    """Whether it is still there."""
    return file.read_bytes().startswith(b"not a database, ")


def value(file: Path, statement: str) -> object:
    """The one value of a statement, asked outside the library."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchone()[0]


async def test_the_schema_is_what_the_tables_say(database: Path | str) -> None:
    """The newest revision and the SQLModel tables do not drift apart, in either kind of database."""
    # a module of tables that nothing imported has none
    for row in (chat_tables.ChatRow, spine_tables.InboxRow, weekly_tables.NoteRow):
        assert row.metadata is METADATA
    async with open_engine(database) as engine, engine.connect() as connection:
        difference = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), METADATA)
        )
    assert difference == []


async def before_governance(where: Path | str) -> None:
    """A database as the version before had it, with a chat and a question."""
    engine = (
        create_async_engine(f"sqlite+aiosqlite:///{where}") if isinstance(where, Path) else postgres_engine(where, 5)
    )

    def fill(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0007")
        connection.execute(text("INSERT INTO chats (chat_id, policy) VALUES (-100, 'quiet')"))
        columns = (
            "chat_id, message_id, private, asked_at, typed, question, status, mode, answer, citations, wants_answer"
        )
        values = "-100, 5, false, '2026-11-01 08:00:00+00:00', '问', '问', 'unanswered', 'extractive', '', '[]', true"
        connection.execute(text(f"INSERT INTO exchanges ({columns}) VALUES ({values})"))  # noqa: S608  ours

    async with engine.begin() as connection:
        await connection.run_sync(fill)
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """A database of either kind without any schema."""
    where: Path | str = (
        tmp_path / "old.sqlite" if request.param == "sqlite" else request.getfixturevalue("blank_postgres")
    )
    return where


async def test_what_was_kept_before_chats_were_governed_stays(blank: Path | str) -> None:
    """Chats are as talkative as they were, without shadow; nobody knows how a question had come."""
    await before_governance(blank)
    async with open_engine(blank) as engine:
        assert await SqlPolicies(engine).policy(-100) == ChatPolicy(-100, Policy.QUIET)
        (exchange,) = await SqlExchanges(engine).of_message(-100, 5)
    assert (exchange.typed, exchange.origin.way, exchange.elapsed_ms) == ("问", None, {})


def test_the_named_revision_is_the_newest() -> None:
    """`REVISION` is what opening compares with, so it must be alembic's head."""
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION


async def test_opening_makes_the_directory_and_the_schema(file: Path) -> None:
    """A path that is not there yet becomes a database of the newest revision, in WAL mode."""
    await open_once(file)
    assert value(file, "SELECT version_num FROM alembic_version") == REVISION
    assert value(file, "PRAGMA journal_mode") == "wal"


async def test_an_address_opens_the_same_database(file: Path) -> None:
    """An SQLAlchemy address is as good as a path."""
    await open_once(file)
    async with open_engine(f"sqlite+aiosqlite:///{file}") as engine, engine.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISION


async def test_a_connection_checks_keys_and_waits_its_turn(file: Path) -> None:
    """Every connection has foreign keys on, a patience of seconds, and the durability chosen."""
    async with open_engine(file, busy_seconds=3) as engine, engine.connect() as connection:
        pragmas = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("foreign_keys", "busy_timeout", "synchronous")
        ]
    assert pragmas == [1, 3000, 1]


async def test_what_must_outlive_a_power_cut_is_synced_and_the_rest_is_not(file: Path) -> None:
    """On one connection after the other, in whichever order: reading changes nothing."""
    async with open_engine(file) as engine:
        levels = []
        for one in (writing(engine, durable=True), engine, writing(engine), engine, writing(engine, durable=True)):
            async with one.begin() as connection:
                levels.append((await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one())
    full, normal = 2, 1  # source: https://www.sqlite.org/pragma.html#pragma_synchronous
    assert levels == [full, full, normal, normal, full]


async def test_many_may_open_a_new_database_at_once(file: Path) -> None:
    """One makes the schema, the others wait for it."""
    await asyncio.gather(*(open_once(file) for _ in range(6)))
    assert value(file, "SELECT count(*) FROM alembic_version") == 1


async def test_a_read_does_not_wait_for_a_write(file: Path) -> None:
    """A reader sees the state before a write that has not ended."""
    async with open_engine(file, busy_seconds=0.01) as engine, writing(engine).begin() as writer:
        await writer.exec_driver_sql("DELETE FROM changes")
        async with engine.connect() as reader:
            assert (await reader.exec_driver_sql("SELECT count(*) FROM changes")).scalar_one() == 0


async def test_a_writing_transaction_takes_the_lock_before_its_first_read(file: Path) -> None:
    """Otherwise a read that turns into a write could fail at once, whatever the patience."""
    async with open_engine(file) as engine, writing(engine).begin() as writer:
        await writer.exec_driver_sql("SELECT 1")
        with (
            closing(sqlite3.connect(file, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("DELETE FROM changes")


async def test_a_file_that_is_no_database_is_told(file: Path) -> None:
    """What is there is not touched."""
    write_prose(file)
    with pytest.raises(LibraryUnavailable):
        await open_once(file)
    assert begins_with_prose(file)


async def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Here a file stands where a directory is needed."""
    (tmp_path / "data").write_text("")
    with pytest.raises(LibraryUnavailable):
        await open_once(tmp_path / "data" / "library.sqlite")


async def test_a_directory_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    """SQLite cannot open it."""
    with pytest.raises(LibraryUnavailable):
        await open_once(tmp_path)


async def test_an_unknown_address_is_told() -> None:
    """A setting that is no address at all."""
    with pytest.raises(LibraryUnavailable):
        await open_once("nonsense")


async def test_a_newer_schema_is_told_and_left_alone(database: Path | str) -> None:
    """An older program must not write what a newer one keeps."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(LibraryNewer):
            await open_once(database)
        async with engine.begin() as connection:
            of_it = await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert of_it.scalar_one() == "9999"
            await connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{REVISION}'")  # noqa: S608  ours


async def test_a_lock_held_too_long_is_told(file: Path) -> None:
    """A first opening needs to write, and gives up after its patience."""
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnavailable):
            async with open_engine(file, busy_seconds=0.01):
                pass
