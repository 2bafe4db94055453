"""Databases that hold something."""

import asyncio
import shutil
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from tests.knowledge.adapters.sql.everything import fill


@pytest.fixture(scope="session")
def _filled_once(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("filled") / "library.sqlite"))

    async def work() -> None:
        async with open_engine(file) as engine:
            await fill(engine)

    asyncio.run(work())
    return file


@pytest.fixture
def filled(_filled_once: Path, tmp_path: Path) -> Path:
    """A SQLite file of the test's own with something in every table."""
    return Path(shutil.copy(_filled_once, tmp_path / "filled.sqlite"))


@pytest.fixture
def empty(migrated_file: Path, tmp_path: Path) -> Path:
    """Another one, with nothing in it."""
    return Path(shutil.copy(migrated_file, tmp_path / "empty.sqlite"))
