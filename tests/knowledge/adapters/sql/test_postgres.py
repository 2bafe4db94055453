"""What PostgreSQL asks for beyond SQLite: servers that go away, secrets in addresses, order between writers."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import asyncpg
import pytest
from sqlalchemy import text

from knowledge.adapters.sql.engine import REVISION, open_engine, translated, writing
from knowledge.adapters.sql.library import open_library
from knowledge.errors import LibraryUnavailable
from knowledge.records import Entry, Passage, Source
from tests.fakes import NOON
from tests.postgres import PostgresServer

SOURCE = Source("s", "/notes/a.md", "a.md", "markdown", "A", "0", NOON)
ENTRY = Entry("e", "s", 0, "Gates", "Gates forget.")
PASSAGE = Passage("e", 0, ("Gates",), "Gates forget.")

_HOLD_THE_FIRST = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.passage_id = 1 THEN PERFORM pg_advisory_xact_lock(1); END IF; RETURN NEW; END $$;
CREATE TRIGGER hold AFTER INSERT ON changes FOR EACH ROW EXECUTE FUNCTION hold();
"""
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


async def open_once(address: str) -> None:
    """Open and close."""
    async with open_engine(address):
        pass


def printed(error: BaseException) -> str:
    """What a log shows of an error and of what caused it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return repr(error) + str(error) + (printed(before) if before else "")


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(10):
        while not await true():  # noqa: ASYNC110  the condition is the server's
            await asyncio.sleep(0)


async def test_replicas_that_start_together_make_the_schema_once(blank_postgres: str) -> None:
    """One makes it, the others wait for it; any spelling of the address will do."""
    rest = blank_postgres.removeprefix("postgresql://")
    schemes = ("postgresql://", "postgres://", "postgresql+asyncpg://")
    await asyncio.gather(*(open_once(scheme + rest) for scheme in schemes))
    async with open_engine(blank_postgres) as engine, engine.connect() as connection:
        assert (await connection.scalars(text("SELECT version_num FROM alembic_version"))).all() == [REVISION]


async def test_a_server_that_went_away_and_came_back_needs_no_hand(
    postgres_database: str, postgres_server: PostgresServer
) -> None:
    """Meanwhile everything is unavailable; what was committed is there again, what was not never comes."""

    async def stopped_amid_a_write() -> None:
        with translated():
            async with writing(engine).begin() as connection:
                await connection.execute(text("DELETE FROM sources"))
                postgres_server.stop()

    async with open_library(postgres_database) as library, open_engine(postgres_database) as engine:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        await asyncio.gather(*(library.sources() for _ in range(5)))
        for failing in (stopped_amid_a_write(), library.sources(), library.remove("s"), open_once(postgres_database)):
            with pytest.raises(LibraryUnavailable):
                await failing
        postgres_server.start()
        assert await library.entries() == [(ENTRY, SOURCE)]
        await library.remove("s")
        assert await library.sources() == []
        async with writing(engine).begin() as connection:
            assert await connection.scalar(text("SELECT 1"))


async def test_what_a_lost_client_holds_is_free_within_a_minute(postgres_database: str) -> None:
    """The server ends what takes longer than that, also where nobody says anything any more."""
    async with open_engine(postgres_database, busy_seconds=0.05) as engine, engine.connect() as connection:
        shown = [
            await connection.scalar(text(f"SHOW {name}"))
            for name in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout")
        ]
    assert shown == ["1min", "1min", "50ms"]


async def test_no_connection_left_is_told(postgres_database: str) -> None:
    """Whoever waits for one gives up after the patience."""
    async with open_library(postgres_database, busy_seconds=0.05) as library, AsyncExitStack() as stack:
        for _ in range(20):
            session = await stack.enter_async_context(library._reading())  # noqa: SLF001  holds a connection
            await session.execute(text("SELECT 1"))
        with pytest.raises(LibraryUnavailable):
            await library.sources()


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://me:opensesame@127.0.0.1:1/zixue",
        "postgresql://me:open/opensesame@127.0.0.1/zixue",
        "postgresql://me:5432:opensesame@127.0.0.1/zixue",
        "postgresql://me:opensesame@127.0.0.1/zixue?sslmode=opensesame",
        "postgresql+psycopg://me:opensesame@127.0.0.1/zixue",
        "mysql://me:opensesame@127.0.0.1/zixue",
        "opensesame",
    ],
)
async def test_an_address_that_cannot_be_used_is_told_without_its_secret(wrong: str) -> None:
    """Neither in the failure nor in what caused it."""
    with pytest.raises(LibraryUnavailable) as told:
        await open_once(wrong)
    assert "opensesame" not in printed(told.value)


async def test_a_database_that_is_not_there_is_told(postgres_server: PostgresServer) -> None:
    """The server is, the database is not."""
    with pytest.raises(LibraryUnavailable, match="InvalidCatalogName"):
        await open_once(postgres_server.address("nowhere"))


async def test_what_failed_is_told_without_what_it_was_about(postgres_database: str) -> None:
    """Questions are private: no statement's values stand in an error."""
    async with open_library(postgres_database) as library:
        with pytest.raises(LibraryUnavailable) as told:
            await library.keep(replace(SOURCE, title="opensesame\0"), [], [])
        assert "opensesame" not in printed(told.value)


async def test_what_rows_are_ordered_by_has_the_same_order_on_a_server_of_any_language(postgres_database: str) -> None:
    """By code points, as in SQLite: the order of sources tells which of two duplicates stays."""
    collated = text("SELECT table_name || '.' || column_name FROM information_schema.columns WHERE collation_name='C'")
    async with open_engine(postgres_database) as engine, engine.connect() as connection:
        assert {"sources.path", "watches.url"} <= set(await connection.scalars(collated))


async def test_whoever_follows_the_change_log_misses_nothing(postgres_database: str) -> None:
    """A writer that was given the earlier position and commits later: a reader never goes past it meanwhile."""
    async with open_library(postgres_database) as one, open_library(postgres_database) as two:
        held = await asyncpg.connect(postgres_database)
        await held.execute(_HOLD_THE_FIRST)
        async with held.transaction():
            await held.execute("SELECT pg_advisory_xact_lock(1)")
            first = asyncio.ensure_future(one.keep(SOURCE, [ENTRY], [PASSAGE]))

            async def waits(count: int) -> bool:
                return first.done() or await held.fetchval(_WAITING) >= count

            await until(lambda: waits(1))  # it has its position in the log, and has not committed
            late = (
                replace(SOURCE, id="t", key="t"),
                replace(ENTRY, id="f", source_id="t"),
                replace(PASSAGE, entry_id="f"),
            )
            second = asyncio.ensure_future(two.keep(late[0], [late[1]], [late[2]]))

            async def settled() -> bool:
                return second.done() or await waits(2)

            await until(settled)
            position, seen, _ = await two.changes(0, 100, "e5")
        await asyncio.gather(first, second)
        _, rest, _ = await two.changes(position, 100, "e5")
        assert [each.passage.entry_id for each in (*seen, *rest)] == ["e", "f"]
        await held.execute("DROP FUNCTION hold CASCADE")
        await held.close()
