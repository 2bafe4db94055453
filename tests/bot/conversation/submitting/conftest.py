"""Fixtures of handing in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.conversation.submitting.desk import Desk, desk_over


@pytest.fixture
async def desk(sqlite_database: Path) -> AsyncIterator[Desk]:
    """The dispatcher over the weekly of an empty database."""
    async with desk_over(sqlite_database) as one:
        yield one
