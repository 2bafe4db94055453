"""Copying a whole database, from any kind to any kind."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from knowledge.adapters.sql.copies import copy_database, held_leases, tables
from knowledge.adapters.sql.engine import open_engine, writing
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.numbering import highest, numbered
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.adapters.sql.tables import METADATA
from knowledge.errors import CopyRefusal, CopyRefused
from knowledge.records import TableCopy
from tests.fakes import NOON
from tests.knowledge.adapters.sql.everything import ROWS, everything
from tests.notes import shelve


async def test_a_copy_holds_what_was_copied(database: Path | str, filled: Path, empty: Path) -> None:
    """Through either kind and back: the same values in every table, but for what is of this moment only."""
    async with (
        open_engine(filled) as first,
        open_engine(database) as second,
        open_engine(empty) as third,
    ):
        told: list[TableCopy] = []
        there = await copy_database(first, second, told.append)
        back = await copy_database(second, third)
        assert told == there == back
        held = await everything(first)
        assert await everything(second) == await everything(third) == held
        assert {one.table: one.rows for one in there} == {name: len(rows) for name, rows in held.items()}
        assert all(held.values())
        async with third.connect() as connection:
            for name in ("leases", "paces"):
                assert (await connection.execute(select(METADATA.tables[name]))).all() == []


async def test_no_number_that_was_given_comes_back(database: Path | str, filled: Path, empty: Path) -> None:
    """Also that of a row that was gone when it was copied, after a second copy."""
    async with (
        open_engine(filled) as first,
        open_engine(database) as second,
        open_engine(empty) as third,
    ):
        await copy_database(first, second)
        await copy_database(second, third)
        for engine in (second, third):
            async with first.connect() as was, engine.connect() as now:
                for table in filter(numbered, tables()):
                    assert await highest(now, table) == await highest(was, table) > 0
        await shelve(SqlLibrary(second), {"新笔记": "新的一篇。"}, name="new")
        async with first.connect() as was, second.connect() as now:
            passages = METADATA.tables["passages"]
            newest = await now.scalar(select(passages.columns.id).order_by(passages.columns.id.desc()).limit(1))
            assert newest == await highest(was, passages) + 1


async def test_only_an_empty_database_is_copied_into(database: Path | str, filled: Path) -> None:
    """One row in any table is too much; it stays as it is."""
    async with open_engine(filled) as source, open_engine(database) as target:
        lost = ROWS["lost_chats"]
        async with writing(target).begin() as connection:
            await connection.execute(insert(METADATA.tables["lost_chats"]), lost)
        with pytest.raises(CopyRefused) as refused:
            await copy_database(source, target)
        assert refused.value.refusal is CopyRefusal.NOT_EMPTY
        assert {name: len(rows) for name, rows in (await everything(target)).items() if rows} == {"lost_chats": 1}


async def test_a_copy_that_does_not_end_leaves_nothing(database: Path | str, filled: Path) -> None:
    """What stops it in the middle stops all of it; the next one begins anew."""

    def break_off(copy: TableCopy) -> None:
        if copy.table == "passages":
            raise KeyboardInterrupt

    async with open_engine(filled) as source, open_engine(database) as target:
        with pytest.raises(KeyboardInterrupt):
            await copy_database(source, target, break_off)
        assert not any((await everything(target)).values())
        assert await copy_database(source, target)


async def test_a_copy_that_differs_is_none(filled: Path, empty: Path) -> None:
    """What the target makes of a row is compared by value, before anything of it counts."""
    async with open_engine(filled) as source, open_engine(empty) as target:
        async with writing(target).begin() as connection:
            await connection.exec_driver_sql(
                "CREATE TRIGGER meddle AFTER INSERT ON replies BEGIN UPDATE replies SET digest = 'e'; END"
            )
        with pytest.raises(CopyRefused) as refused:
            await copy_database(source, target)
        assert (refused.value.refusal, refused.value.where) == (CopyRefusal.DIFFERS, "replies")
        assert not any((await everything(target)).values())


async def test_a_copy_is_of_one_moment(filled: Path, empty: Path) -> None:
    """What is written while it is made is in none of its tables, and did not have to wait."""
    async with open_engine(filled, busy_seconds=0.01) as source, open_engine(empty) as target:
        before = await everything(source)
        library, deleted = SqlLibrary(source), list[int]()

        def write(copy: TableCopy) -> None:
            if copy.table == "sources":
                with closing(sqlite3.connect(filled, timeout=0)) as writer, writer:
                    deleted.append(writer.execute("DELETE FROM entries").rowcount)

        await copy_database(source, target, write)
        assert deleted == [len(before["entries"])]
        assert await library.entries() == []
        assert await everything(target) == before


async def test_what_postgresql_cannot_hold_is_named(postgres_database: str, filled: Path, empty: Path) -> None:
    """The table, column and row of a text with U+0000; nothing is copied. A backup holds it."""
    async with open_engine(filled) as source, open_engine(postgres_database) as target:
        async with writing(source).begin() as connection:
            replies = METADATA.tables["replies"]
            await connection.execute(update(replies).values(digest="a\x00b"))
        with pytest.raises(CopyRefused) as refused:
            await copy_database(source, target)
        assert refused.value.refusal is CopyRefusal.NUL
        assert refused.value.where == f"replies.digest, {2**40}, 0"
        assert not any((await everything(target)).values())
        async with open_engine(empty) as copy:
            await copy_database(source, copy)
            assert await everything(copy) == await everything(source)


async def test_what_is_at_work_is_seen(filled: Path) -> None:
    """By the leases that have not run out, but for those that are left behind by processes that ended."""
    async with open_engine(filled) as engine:
        for name in ("webhook:0a", "away:-100"):
            assert await SqlLeases(engine).take(name, "one", NOON, NOON + dt.timedelta(minutes=1))
        assert await held_leases(engine, NOON - dt.timedelta(seconds=1)) == ["publisher"]
        assert await held_leases(engine, NOON) == []
