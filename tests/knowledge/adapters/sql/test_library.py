"""What the SQL library promises beyond its port: whole transactions, faults told, order between writers."""

import asyncio
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import open_library
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Library
from knowledge.records import Entry, Lexicon, NamePair, Passage, Source
from tests.fakes import NOON

SOURCE = Source("s", "/notes/a.md", "a.md", "markdown", "A", "0", NOON)
ENTRY = Entry("e", "s", 0, "Gates", "Gates forget.")
PASSAGE = Passage("e", 0, ("Gates",), "Gates forget.")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes: what a full disk looks like.

    Compiled modules would be cut off, too, and break whoever imports them next.
    """
    sys.dont_write_bytecode, compiled = True, sys.dont_write_bytecode
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = compiled


def damage(file: Path) -> None:
    """Overwrite all but the first page."""
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))


async def state(library: Library) -> object:
    """Everything that a failed write must leave as it was."""
    return await library.entries(), await library.changes(0, 100, "e5")


async def test_a_write_that_fails_in_its_middle_leaves_the_old_state(database: Path | str) -> None:
    """The last passage names an entry that is not there: nothing of the new reading stays."""
    async with open_library(database) as library:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        before = await state(library)
        changed = replace(ENTRY, text="Gates remember.")
        cuts = [replace(PASSAGE, text="Gates remember."), replace(PASSAGE, entry_id="nobody")]
        with pytest.raises(LibraryUnavailable):
            await library.keep(replace(SOURCE, title="B"), [changed], cuts)
        assert await state(library) == before


async def test_a_cancelled_write_leaves_the_old_state_and_no_lock(database: Path | str) -> None:
    """The next write goes through."""
    async with open_library(database, busy_seconds=1) as library:
        task = asyncio.ensure_future(library.keep(SOURCE, [ENTRY], [PASSAGE]))
        for _ in range(3):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await library.entries() == []
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        assert len(await library.entries()) == 1


async def test_what_was_kept_is_there_after_a_restart(database: Path | str) -> None:
    """Opening again finds everything, with numbers and positions."""
    async with open_library(database) as library:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        before = await state(library)
    async with open_library(database) as library:
        assert await state(library) == before


async def test_writes_wait_for_one_another(database: Path | str) -> None:
    """Two processes and many tasks: every write is kept, and the log has one change for each."""
    async with open_library(database) as one, open_library(database) as two:
        await asyncio.gather(
            *(
                library.keep(
                    replace(SOURCE, id=f"s{n}", key=f"/{n}"),
                    [replace(ENTRY, id=f"e{n}", source_id=f"s{n}")],
                    [replace(PASSAGE, entry_id=f"e{n}")],
                )
                for n, library in enumerate([one, two] * 10)
            )
        )
        assert len(await one.sources()) == 20
        assert await two.last_change() == 20


async def test_keeping_the_same_source_from_two_sides_keeps_it_once(database: Path | str) -> None:
    """The second finds the first one's rows and adds none."""
    async with open_library(database) as one, open_library(database) as two:
        await asyncio.gather(*(each.keep(SOURCE, [ENTRY], [PASSAGE]) for each in (one, two, one, two)))
        assert await one.entries() == [(ENTRY, SOURCE)]
        assert await one.last_change() == 1


async def test_a_lock_held_too_long_is_told_and_reading_goes_on(sqlite_database: Path) -> None:
    """Another process that writes for longer than the patience."""
    async with open_library(sqlite_database, busy_seconds=0.01) as library:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        with closing(sqlite3.connect(sqlite_database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LibraryUnavailable):
                await library.remove("s")
            assert len(await library.entries()) == 1


async def test_a_full_disk_is_told_and_leaves_the_old_state(sqlite_database: Path) -> None:
    """When there is room again, writing goes on."""
    long = replace(ENTRY, text="Gates forget. " * 50_000)
    async with open_library(sqlite_database) as library:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
        before = await state(library)
        with room_for(300_000), pytest.raises(LibraryUnavailable):
            await library.keep(SOURCE, [long], [PASSAGE])
        assert await state(library) == before
        await library.keep(SOURCE, [long], [PASSAGE])
        assert await library.entry("e") == (long, SOURCE)


async def test_a_database_that_is_destroyed_while_open_is_told(sqlite_database: Path) -> None:
    """Flipped bytes are an error of the library, not of its caller."""
    async with open_library(sqlite_database) as library:
        await library.keep(SOURCE, [ENTRY], [PASSAGE])
    damage(sqlite_database)
    with pytest.raises(LibraryUnavailable):
        async with open_library(sqlite_database) as library:
            await library.entries()


async def test_a_long_source_is_kept_whole(database: Path | str) -> None:
    """More entries than one statement may name, all replaced and all removed again."""
    entries = [replace(ENTRY, id=f"e{n}", position=n, text=f"{n}") for n in range(1200)]
    cuts = [replace(PASSAGE, entry_id=entry.id, text=entry.text) for entry in entries]
    async with open_library(database) as library:
        await library.keep(SOURCE, entries, cuts)
        assert [entry.id for entry, _ in await library.entries()] == [entry.id for entry in entries]
        assert len(await library.found(range(1, 1201))) == 1200
        await library.keep(SOURCE, [ENTRY], [])
        _, present, gone = await library.changes(0, 5000, "e5")
        assert (len(present), len(gone)) == (0, 1200)


async def test_entries_of_an_older_version_are_signed_when_met(database: Path | str) -> None:
    """It knew no signatures; the first look at them writes those that are missing, for good."""
    count, missing = "SELECT count(*) FROM entries WHERE ", "signature IS NULL"
    async with open_library(database) as library:
        await library.keep(SOURCE, [ENTRY, replace(ENTRY, id="f", position=1, text="Cells keep.")], [PASSAGE])
        signed = await library.signatures()
        async with open_engine(database) as engine:
            async with engine.begin() as connection:
                await connection.exec_driver_sql("UPDATE entries SET signature = NULL WHERE id = 'f'")
                assert (await connection.exec_driver_sql(count + missing)).scalar() == 1
            assert await library.signatures() == signed
            async with engine.connect() as connection:
                assert (await connection.exec_driver_sql(count + missing)).scalar() == 0


async def test_folding_is_all_or_nothing(database: Path | str) -> None:
    """A passage that cannot be written leaves the mark unwritten too."""
    async with open_library(database) as library:
        await library.keep(SOURCE, [ENTRY, replace(ENTRY, id="f", position=1)], [PASSAGE])
        await library.fold("f", "e", [])
        before = await state(library)
        cuts = [replace(PASSAGE, entry_id="f"), replace(PASSAGE, entry_id="nobody")]
        with pytest.raises(LibraryUnavailable):
            await library.fold("f", None, cuts)
        assert await state(library) == before


async def test_text_of_any_script_survives(database: Path | str) -> None:
    """Chinese, emoji and combining marks come back as they were."""
    odd = replace(ENTRY, text="門控 🧠 e\u0301 \U00020000")
    async with open_library(database) as library:
        await library.keep(SOURCE, [odd], [])
        assert await library.entry("e") == (odd, SOURCE)


async def test_what_an_older_version_wrote_is_learned_from_later(database: Path | str) -> None:
    """Its entries have no vocabulary yet."""
    told = replace(ENTRY, text="这称为困惑度（perplexity）。")
    async with open_library(database) as library:
        await library.keep(SOURCE, [told], [])
    async with open_engine(database) as engine, engine.begin() as connection:
        for statement in ("DELETE FROM vocabularies", "DELETE FROM aliases"):
            await connection.exec_driver_sql(statement)
    async with open_library(database) as library:
        lexicon = await library.lexicon(Lexicon())
        assert set(lexicon.pairs) == {NamePair("困惑度", "perplexity")}
        assert await library.lexicon(lexicon) is lexicon
