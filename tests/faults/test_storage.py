"""Storage that fails, under the real bot behind its webhook: nothing is acknowledged that is not kept."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.fakes.telegram_server import TelegramServer, User, faults
from tests.faults.processes import DEADLINE, Process, process
from tests.faults.sound import rows
from tests.postgres import execute, postgres

pytestmark = pytest.mark.faults

ONE = {"update_id": 1, "message": {"message_id": 99, "date": 0, "chat": {"id": 99, "type": "private"}}}
SMALL_DISK = ("unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=1m none small && exec "$@"', "sh")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Bot API server four times as fast as Telegram where it waits."""
    async with TelegramServer(speed=4) as server:
        yield server


async def suffer(
    bot: Process,
    broken: AbstractAsyncContextManager[object],
    database: Callable[[], Path | str],
    *,
    goes_on: bool = True,
) -> None:
    """Let the storage of a bot at work be broken for a while, and look at what it says: all is answered once.

    One answer is on its way when it breaks, because Telegram has let it hang. `goes_on`: it arrives all the same.
    """
    telegram = bot.telegram
    under_way, first, second = chats = [telegram.private(User(number, "小李")) for number in (11, 12, 13)]
    bot.want_help(first, second)
    await bot.until_said(1, first, second)
    telegram.fail("sendMessage", faults.hang(), chat=under_way)
    bot.want_help(under_way)
    await telegram.until(lambda: telegram.faults.hanging == 1, DEADLINE)
    await bot.until_all_taken()
    async with broken:
        telegram.faults.release()
        bot.want_help(*chats, *chats)
        await bot.until_refused()
        assert await bot.takes(json.dumps(ONE)) == 503
        assert [await bot.status(path) for path in ("healthz", "metrics")] == [200, 200]
        if goes_on:
            await bot.until_said(1, under_way)
        assert [len(telegram.sent(chat)) for chat in chats] == [int(goes_on), 1, 1]
    await bot.until_said(3, *chats)
    await bot.until_all_taken()
    assert await bot.takes(json.dumps(ONE)) == 200
    while await bot.status("readyz") != 200:
        await telegram.next_change(0.1)
    while await rows(database(), "SELECT 1 FROM inbox WHERE state <> 'done'"):
        await telegram.next_change(0.1)
    assert await rows(database(), "SELECT count(*), count(DISTINCT update_id) FROM inbox") == [(10, 10)]
    if isinstance(database(), Path):
        assert await rows(database(), "PRAGMA integrity_check") == [("ok",)]
    assert await bot.end() == 0
    assert [len(telegram.sent(chat)) for chat in chats] == [3, 3, 3]
    assert "Traceback" not in bot.log


async def test_a_full_disk(telegram: TelegramServer, tmp_path: Path) -> None:
    """A disk of one megabyte, with the database alone on it; what is on it can be read all the while."""
    if os.geteuid() or subprocess.run(["unshare", "-m", "true"], check=False).returncode:  # noqa: S607, ASYNC221
        pytest.skip("no mounts may be made here")
    (tmp_path / "small").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "library.sqlite").symlink_to(tmp_path / "small" / "library.sqlite")

    @asynccontextmanager
    async def full(bot: Process) -> AsyncIterator[None]:
        disk = Path(f"/proc/{bot.child.pid}/root{tmp_path}/small")
        assert shutil.disk_usage(disk).total == 1 << 20
        with pytest.raises(OSError, match="No space"):
            _fill(disk / "filler")
        yield
        same_disk = ("nsenter", "--mount", f"--target={bot.child.pid}", f"--wd={tmp_path}")
        await bot.command("sources", before=same_disk)
        (disk / "filler").unlink()

    async with process(telegram, tmp_path, SMALL_DISK) as bot:

        def copied() -> Path:
            """SQLite cannot open what another mount hides."""
            disk = Path(f"/proc/{bot.child.pid}/root{tmp_path}/small")
            return Path(shutil.copytree(disk, tmp_path / "copy", dirs_exist_ok=True)) / "library.sqlite"

        await suffer(bot, full(bot), copied)


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as writing:
        while True:
            writing.write(b"." * 1024)


@pytest.mark.parametrize(
    ("calls", "error"), [("pwrite64", "EIO"), ("fsync,fdatasync", "EIO"), ("pwrite64,fsync,fdatasync", "EROFS")]
)
async def test_a_disk_that_refuses(telegram: TelegramServer, tmp_path: Path, calls: str, error: str) -> None:
    """Every write of the database, or every wait for the disk, fails from one moment on."""
    if shutil.which("strace") is None or not _may_trace():
        pytest.skip("strace is missing, or may not be used here")
    library = tmp_path / "data" / "library.sqlite"

    @asynccontextmanager
    async def failing(bot: Process) -> AsyncIterator[None]:
        paths = [f"--trace-path={library}{end}" for end in ("", "-wal")]
        tracing = ["strace", "-f", *paths, f"--trace={calls}", f"--inject={calls}:error={error}"]
        with (tmp_path / "trace").open("wb") as trace:
            tracer = await asyncio.create_subprocess_exec(*tracing, f"--attach={bot.child.pid}", stderr=trace)
        while "attached" not in (tmp_path / "trace").read_text():
            await telegram.next_change(0.05)
        yield
        tracer.send_signal(signal.SIGINT)
        await tracer.wait()
        assert f"{error} " in (tmp_path / "trace").read_text()

    async with process(telegram, tmp_path) as bot:
        await suffer(bot, failing(bot), lambda: library)


def _may_trace() -> bool:
    return subprocess.run(["strace", "true"], check=False, capture_output=True).returncode == 0  # noqa: S607


async def test_a_database_that_another_program_has_locked(telegram: TelegramServer, tmp_path: Path) -> None:
    """For longer than a write waits."""
    library = tmp_path / "data" / "library.sqlite"

    @asynccontextmanager
    async def locked(_bot: Process) -> AsyncIterator[None]:
        with closing(sqlite3.connect(library, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    async with process(telegram, tmp_path) as bot:
        await suffer(bot, locked(bot), lambda: library)


async def test_a_database_server_that_crashes(telegram: TelegramServer, tmp_path: Path) -> None:
    """And is started again."""
    with postgres() as server:

        @asynccontextmanager
        async def stopped() -> AsyncIterator[None]:
            server.stop()
            yield
            server.start()

        async with process(telegram, tmp_path, database_url=server.address()) as bot:
            await suffer(bot, stopped(), server.address, goes_on=False)


async def test_a_database_server_that_only_reads(telegram: TelegramServer, tmp_path: Path) -> None:
    """As after a fail-over to a copy that nobody has promoted yet."""
    with postgres() as server:

        @asynccontextmanager
        async def readonly() -> AsyncIterator[None]:
            await _only_read(server.address(), "on")
            yield
            await _only_read(server.address(), "off")

        async with process(telegram, tmp_path, database_url=server.address()) as bot:
            await suffer(bot, readonly(), server.address, goes_on=False)


async def _only_read(address: str, switch: str) -> None:
    await execute(
        address,
        f"SET transaction_read_only = off; ALTER DATABASE postgres SET default_transaction_read_only = {switch}",
    )
    await execute(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'zixue'")
