"""Putting a library in the place of another one, under those that follow it."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.backups import opened_backup, write_backup
from knowledge.adapters.sql.copies import copy_database, tables
from knowledge.adapters.sql.engine import open_engine, writing
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.numbering import highest, numbered
from knowledge.adapters.sql.restoring import replace_database
from knowledge.adapters.sql.tables import METADATA
from knowledge.errors import CopyRefusal, CopyRefused
from knowledge.indexing import FollowLibrary
from knowledge.records import IndexedPassage, Lexicon, TableCopy
from tests.fakes import MemoryIndex
from tests.knowledge.adapters.sql.everything import EMBEDDER, LATER, ROWS, everything
from tests.notes import NOTES, shelve

OTHERS = {
    "梯度裁剪": "梯度裁剪限制更新的幅度。",
    "残差连接": "残差连接让梯度直接流过。",
    "批归一化": "批归一化稳定训练。",
}

_KILLS: Final = 20


class Holding(MemoryIndex):
    """An index that shows what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, tuple[object, ...]] = {}

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in."""
        await super().apply(upserts, gone, position)
        self.held |= {one.id: (one.passage, one.vector is not None and one.vector.tobytes()) for one in upserts}
        for number in gone:
            self.held.pop(number, None)


async def went_on(engine: AsyncEngine) -> None:
    """What a deployment does after its backup: reads, forgets, embeds, works off and sends."""
    library = SqlLibrary(engine)
    await library.remove("s-names")
    await shelve(library, OTHERS, name="later")
    waiting = await library.without_vector(EMBEDDER, 2)
    await library.keep_vectors(EMBEDDER, [(content, np.full(4, 0.5, np.float32)) for content, _ in waiting])
    inbox, outbox = METADATA.tables["inbox"], METADATA.tables["outbox"]
    async with writing(engine).begin() as connection:
        await connection.execute(update(inbox).values(state="done", payload=None, ended_at=LATER, worker=None))
        new = ROWS["inbox"][1] | {"update_id": 5, "state": "claimed", "worker": "x", "held_until": LATER}
        await connection.execute(insert(inbox), {name: value for name, value in new.items() if name != "id"})
        await connection.execute(update(outbox).values(state="sent", payload=None, ended_at=LATER))


async def level(library: SqlLibrary, index: Holding) -> dict[int, tuple[object, ...]]:
    """What the index holds when it has caught up."""
    await FollowLibrary(library, index, EMBEDDER)()
    return index.held


@pytest.fixture
async def backup(filled: Path, empty: Path) -> Path:
    """A copy of the filled database."""
    async with open_engine(filled) as engine, open_engine(empty) as copy:
        await copy_database(engine, copy)
    return empty


async def test_an_index_that_follows_comes_level(database: Path | str, backup: Path) -> None:
    """With what is there now, whatever it held: everything of before, a part of it, or other texts of those numbers."""
    async with open_engine(backup) as source, open_engine(database) as target:
        library, whole, half = SqlLibrary(target), Holding(), Holding()
        await shelve(library, {title: f"另一个库：{text}" for title, text in NOTES.items()}, name="notes")
        await level(library, half)
        await shelve(library, OTHERS, name="later")
        assert len(await level(library, whole)) == len(NOTES) + len(OTHERS)
        known = await library.lexicon(Lexicon())

        await replace_database(source, target)
        now = await level(library, Holding())
        assert len(now) == (await library.vector_count(EMBEDDER)).done + 1
        assert await level(library, whole) == await level(library, half) == now
        assert (await library.lexicon(known)).version != known.version

        await shelve(library, OTHERS, name="later")
        assert await level(library, whole) == await level(library, Holding())


async def test_the_library_is_that_of_the_backup(database: Path | str, filled: Path, backup: Path) -> None:
    """Every table of it; only what is followed has other numbers, and those go on above all that were given."""
    async with open_engine(filled) as was, open_engine(backup) as source, open_engine(database) as target:
        await copy_database(was, target)
        before = await everything(target)
        await went_on(target)
        async with target.connect() as connection:
            given = {table.name: await highest(connection, table) for table in filter(numbered, tables())}
        await replace_database(source, target)
        after = await everything(target)
        for name in ("sources", "entries", "passages", "embeddings", "aliases", "exchanges", "open_questions", "chats"):
            assert after[name] == before[name]
        assert [row[1:] for row in after["vocabularies"]] == [row[1:] for row in before["vocabularies"]]
        for name in ("changes", "vocabularies"):
            assert min(row[0] for row in after[name]) > given[name]
        async with target.connect() as connection:
            for table in filter(numbered, tables()):
                assert await highest(connection, table) >= given[table.name]


async def test_what_telegram_was_told_since_is_not_undone(database: Path | str, backup: Path) -> None:
    """What is known here stays as it is, also what a worker holds; what only the backup knows is added behind it."""
    async with open_engine(backup) as source, open_engine(database) as target:
        await copy_database(source, target)
        only = ROWS["inbox"][1] | {"id": 3, "update_id": 77, "lane": "chat:2"}
        async with writing(source).begin() as connection:
            await connection.execute(insert(METADATA.tables["inbox"]), only)
            await connection.execute(insert(METADATA.tables["leases"]), ROWS["leases"])
        await went_on(target)
        before = await everything(target)
        await replace_database(source, target)
        after = await everything(target)
        for name in ("outbox", "replies", "runs", "lost_chats", "stops"):
            assert after[name] == before[name]
        (added,) = set(after["inbox"]) - set(before["inbox"])
        assert added[0] > max(row[0] for row in before["inbox"])
        assert added[1:] == (*tuple(only.values())[1:], None, None)
        async with target.connect() as connection:
            assert (await connection.execute(select(METADATA.tables["leases"]))).all() == []


async def test_what_breaks_off_changes_nothing(database: Path | str, backup: Path) -> None:
    """The old library stays, whole, and its followers go on."""

    def break_off(copy: TableCopy) -> None:
        if copy.table == "changes":
            raise CopyRefused(CopyRefusal.DIFFERS)

    async with open_engine(backup) as source, open_engine(database) as target:
        library, index = SqlLibrary(target), Holding()
        await shelve(library, OTHERS, name="later")
        held = await level(library, index)
        before = await everything(target)
        with pytest.raises(CopyRefused):
            await replace_database(source, target, break_off)
        assert await everything(target) == before
        assert await level(library, index) == held == await level(library, Holding())


@pytest.mark.faults
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """At any moment of backing up and restoring, in library and backup; what is left over is in nobody's way."""
    program = [sys.executable, "-m", "tests.knowledge.adapters.sql.copy_until_killed", str(tmp_path), "5", str(_KILLS)]
    subprocess.run(program, check=True, timeout=300)  # noqa: S603  ours
    places = [tmp_path / str(number) for number in range(_KILLS)]
    written = [place / "last.sqlite" for place in places if (place / "last.sqlite").exists()]
    assert asyncio.run(_entries_of_backups(written)) == {len(NOTES) + 2}
    assert asyncio.run(_entries_of_libraries(places)) == {len(NOTES) + 1, len(NOTES) + 2}
    assert {path.name for place in places for path in place.glob("*")} == {
        "library.sqlite",
        "first.sqlite",
        "last.sqlite",
    }


async def _entries_of_backups(files: list[Path]) -> set[int]:
    counts = set()
    for file in files:
        async with opened_backup(file, file.parent) as backup:
            counts.add(len(await SqlLibrary(backup).entries()))
    return counts


async def _entries_of_libraries(places: list[Path]) -> set[int]:
    counts = set()
    for place in places:
        async with open_engine(place / "library.sqlite") as engine:
            library = SqlLibrary(engine)
            count = await library.vector_count(EMBEDDER)
            assert len(await level(library, Holding())) == count.done + count.pending
            counts.add(len(await library.entries()))
            await write_backup(engine, place / "last.sqlite", force=True)
            async with opened_backup(place / "last.sqlite", place) as backup:
                assert await everything(backup) == await everything(engine)
    return counts
