"""Fixtures of the tests that break what works."""

import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from knowledge import samples
from tests.fakes.telegram_server import TelegramServer
from tests.faults.commands import Commands, mother


@pytest.fixture(scope="session")
def forking() -> Iterator[subprocess.Popen[str]]:
    """What the processes of all tests are forked from: importing everything takes seconds."""
    with mother() as process:
        yield process


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Telegram that outlives every bot, and loses no patience while there is none to deliver to."""
    async with TelegramServer(speed=20.0) as server:
        yield server


@pytest.fixture
async def deployment(
    forking: subprocess.Popen[str], database: Path | str, tmp_path: Path, telegram: TelegramServer
) -> AsyncIterator[Commands]:
    """`zixue` with the samples read."""
    settings = {"EMBEDDER": "none", "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
    settings["BURST_SECONDS"] = "0"
    settings |= {"DATA_DIR": str(tmp_path)} | ({} if isinstance(database, Path) else {"DATABASE_URL": database})
    started = Commands(forking, tmp_path, database, {f"ZIXUE_{name}": value for name, value in settings.items()})
    assert await started("ingest", str(samples.FOLDER)) == 0, started.log
    yield started
    await started.end()
