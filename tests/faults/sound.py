"""Whether a database and the index of a deployment are sound after all that was done to them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

from bot.wiring.models import name_of
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import open_library
from knowledge.indexing import FollowLibrary


async def rows(database: Path | str, query: str) -> list[tuple[Any, ...]]:
    """What a query says, over a connection of its own."""
    if isinstance(database, Path):
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute(query).fetchall()
    server = await asyncpg.connect(database)
    try:
        return [tuple(row) for row in await server.fetch(query)]
    finally:
        await server.close()


async def count(database: Path | str, table: str) -> int:
    """How many rows a table has, or what follows FROM."""
    ((number,),) = await rows(database, f"SELECT count(*) FROM {table}")  # noqa: S608  ours
    return int(number)


async def sound(database: Path | str, folder: Path) -> None:
    """Assert that the database holds together, and that an index that follows it holds the same."""
    if isinstance(database, Path):
        assert await rows(database, "PRAGMA integrity_check") == [("ok",)]
        assert await rows(database, "PRAGMA foreign_key_check") == []
    else:
        await _constrained(database)
    await _level(database, folder)


async def _constrained(database: str) -> None:
    """Every foreign key leads somewhere, whatever the server believes: each is looked up again."""
    keys = await rows(
        database,
        "SELECT conrelid::regclass::text, confrelid::regclass::text, "
        "(SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]), "
        "(SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) "
        "FROM pg_constraint WHERE contype = 'f'",
    )
    assert keys
    for table, other, column, its in keys:
        lost = (
            f"{table} a WHERE a.{column} IS NOT NULL AND NOT EXISTS (SELECT FROM {other} b WHERE b.{its} = a.{column})"
        )
        assert await count(database, lost) == 0, (table, column)


async def _level(database: Path | str, folder: Path) -> None:
    index = QdrantEdgeIndex.open(folder / "index", name_of(None), 1)
    try:
        async with open_library(database) as library:
            await FollowLibrary(library, index, name_of(None)).reconcile()
            _, present, _ = await library.changes(0, 100_000, name_of(None))
            assert index.count() == len({each.id for each in present}) == await count(database, "passages")
            assert index.position() == await library.last_change()
    finally:
        index.close()
