"""Connections that are closed while somebody else closes them."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from knowledge.adapters.sql.connection import Connections
from knowledge.adapters.sql.engine import open_engine, writing


async def test_two_may_close_it_at_once(tmp_path: Path) -> None:
    """Both come back; a third finds it closed."""
    connections = Connections()
    opened = await connections.open(str(tmp_path / "library.sqlite"))
    async with asyncio.timeout(10):
        await asyncio.gather(opened.close(), opened.close())
        await opened.close()
        await connections.ended()


async def test_it_may_be_stopped_while_it_is_closed(tmp_path: Path) -> None:
    """As SQLAlchemy does where a task is cancelled: nothing waits for a thread that has ended."""
    connections = Connections()
    opened = await connections.open(str(tmp_path / "library.sqlite"))
    closing = asyncio.ensure_future(opened.close())
    await asyncio.sleep(0)
    opened.stop()
    async with asyncio.timeout(10):
        await closing
        await connections.ended()


@pytest.mark.parametrize("turns", range(0, 40, 4))
async def test_a_task_that_is_cancelled_while_it_asks_leaves_nothing_that_waits(tmp_path: Path, turns: int) -> None:
    """Whenever it is cancelled, also while it connects: else the program would never end."""

    async def ask() -> None:
        async with engine.connect() as asking:
            await asking.execute(text("SELECT 1"))

    async with asyncio.timeout(10), open_engine(tmp_path / "library.sqlite") as engine:
        await engine.dispose()  # nothing is open: it has to connect
        task = asyncio.ensure_future(ask())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if left := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(left)


async def test_a_write_that_is_cancelled_gives_the_lock_back(tmp_path: Path) -> None:
    """Whenever it is cancelled, and also while somebody still holds its traceback."""
    statement = text("INSERT INTO paces VALUES ('a', 1) ON CONFLICT DO UPDATE SET free_at = 2 RETURNING key")

    async def write() -> None:
        async with writing(engine).begin() as connection:
            await connection.execute(statement)

    cancelled: list[asyncio.Task[None]] = []
    async with open_engine(tmp_path / "library.sqlite", busy_seconds=0.5) as engine:
        for turns in range(30):
            await write()
            cancelled.append(asyncio.ensure_future(write()))
            await asyncio.sleep(turns * 0.0002)  # what is cancelled is in the connection's own thread
            cancelled[-1].cancel()
            await asyncio.wait([cancelled[-1]])
        await write()
