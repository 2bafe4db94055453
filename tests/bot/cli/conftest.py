"""The command line in this process, over a library of the samples."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from bot.wiring import zixue
from knowledge import samples
from tests.done import Done

Command: TypeAlias = Callable[..., Done]


@pytest.fixture
def command(place: Path, log: None, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty directory, by words alone, as somebody who reads English."""
    assert place.is_dir()
    assert log is None
    monkeypatch.setenv("ZIXUE_EMBEDDER", "none")
    monkeypatch.setenv("ZIXUE_LANGUAGE", "en")

    def run(*words: str, typed: str = "", **env: str) -> Done:
        result = CliRunner().invoke(app, words, env=env, input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory into which the samples were read."""
    data = tmp_path_factory.mktemp("samples") / "data"

    async def read() -> None:
        async with zixue(Settings(data_dir=data, embedder="none", _env_file=None)) as wired:
            await wired.ingest([str(samples.FOLDER)])
            await wired.follow()

    asyncio.run(read())
    return data


@pytest.fixture
def data(place: Path, _read_once: Path) -> Path:
    """The samples in this test's own data directory."""
    return Path(shutil.copytree(_read_once, place / "data"))
