"""A Bot API server, and calls to it as a bot makes them."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.telegram_calls import Calls, calling
from tests.fakes.telegram_server import TelegramServer, User


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server, with one person who has written to the bot."""
    async with TelegramServer() as server:
        server.private(User(7, "小明"))
        yield server


@pytest.fixture
async def calls(telegram: TelegramServer) -> AsyncIterator[Calls]:
    """Calls to it."""
    async with calling(telegram) as ready:
        yield ready
