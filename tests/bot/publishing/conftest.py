"""python-telegram-bot, as the publisher sets it up, over a Bot API server of the test's own."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot

from bot.publishing.application import application_of
from tests.bot.publishing.post import Post
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    """The publisher's bot."""
    application = application_of(telegram.token, telegram.url, ZoneInfo("Asia/Shanghai"))
    await application.bot.initialize()
    yield application.bot
    await application.bot.shutdown()


@pytest.fixture
def post(bot: Bot) -> Post:
    """What sends."""
    return Post(bot)
