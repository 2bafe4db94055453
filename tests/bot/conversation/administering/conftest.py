"""An admin's room over SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.conversation.administering.room import Room, room_in
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def room(sqlite_database: Path, telegram: TelegramServer) -> AsyncIterator[Room]:
    """The room; nobody has written yet."""
    async with room_in(sqlite_database, telegram) as ready:
        yield ready
