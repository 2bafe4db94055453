"""Fixtures for what reads settings, sets up the log, or talks to Telegram."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from tests.fakes.telegram_server import TelegramServer
from tests.quick_aiogram import quick_aiogram


@pytest.fixture(scope="session", autouse=True)
def _quick_aiogram() -> Iterator[None]:
    with quick_aiogram():
        yield


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with no setting in the environment: `data` and `.env` would be in it."""
    for name in list(os.environ):  # noqa: TID251  what a developer has set must not decide a test
        if name.startswith("ZIXUE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def log() -> Iterator[None]:
    """What a test does to the log is undone."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    ours = {name: logging.getLogger(name).level for name in ("bot", "knowledge")}
    root.handlers.clear()  # else they would be closed by whoever sets the log up
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in ours.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Bot API server."""
    async with TelegramServer() as server:
        yield server
