"""The weekly over a real database, for its members."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.adapters.sql.engine import open_engine
from tests.fakes import NOON, FixedClock
from tests.knowledge.weekly.publishing.conftest import CHANNEL, Desk, desk_over


@pytest.fixture
async def desk(sqlite_database: Path) -> AsyncIterator[Desk]:
    """The desk, with one open issue."""
    async with open_engine(sqlite_database) as engine:
        yield desk_over(engine, FixedClock(NOON), Settings(channel=CHANNEL, least_entries=1, _env_file=None))
