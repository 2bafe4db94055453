"""The editors' chat over SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from tests.bot.conversation.reviewing.editors_chat import EditorsChat


@pytest.fixture
async def chat(sqlite_database: Path) -> AsyncIterator[EditorsChat]:
    """The editors' chat."""
    async with open_engine(sqlite_database) as engine:
        yield EditorsChat(engine)
