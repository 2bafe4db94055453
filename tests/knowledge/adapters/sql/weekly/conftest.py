"""A database for the weekly's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues


@pytest.fixture
async def engine(database: Path | str) -> AsyncIterator[AsyncEngine]:
    """An engine over a database of either kind."""
    async with open_engine(database) as engine:
        yield engine


@pytest.fixture
def issues(engine: AsyncEngine) -> SqlIssues:
    """Issues without any."""
    return SqlIssues(engine)
