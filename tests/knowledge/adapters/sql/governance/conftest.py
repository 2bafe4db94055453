"""A database for the tests of how the bot is governed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine


@pytest.fixture
async def engine(database: Path | str) -> AsyncIterator[AsyncEngine]:
    """An engine over a database of either kind."""
    async with open_engine(database) as engine:
        yield engine
