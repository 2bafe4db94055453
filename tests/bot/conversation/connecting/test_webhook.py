"""Registering the webhook at a Bot API server, with leases in a real database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.methods import SetWebhook

from bot.conversation.connecting.polling import bot_of
from bot.conversation.connecting.retry_forever import TokenRefused
from bot.conversation.connecting.webhook import RegisterWebhook, lease_of, webhook_at
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.leases import SqlLeases
from tests.fakes import FixedClock
from tests.fakes.telegram_server import TelegramServer, faults

_WANTED = webhook_at("http://127.0.0.1:9/telegram", "a-Secret", ["message", "callback_query"])


@dataclass
class Start:
    """Processes that start beside one Telegram and one database."""

    telegram: TelegramServer
    leases: SqlLeases
    clock: FixedClock = field(default_factory=FixedClock)
    pauses: list[float] = field(default_factory=list)
    wanted: SetWebhook = field(default_factory=lambda: _WANTED)

    async def process(self, name: str, token: str | None = None) -> None:
        """Register, as the process of that name."""
        async with bot_of(token or self.telegram.token, api_url=self.telegram.url) as bot:
            await self.registering(name, bot)()

    def registering(self, name: str, bot: Bot) -> RegisterWebhook:
        """What registers."""
        return RegisterWebhook(bot, self.wanted, self.leases, self.clock, name, self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.time += dt.timedelta(seconds=seconds)


@pytest.fixture
async def start(sqlite_database: Path) -> AsyncIterator[Start]:
    """An empty database and a Telegram without a webhook."""
    async with TelegramServer() as telegram, open_engine(sqlite_database) as engine:
        yield Start(telegram, SqlLeases(engine))


async def test_of_those_that_start_together_one_sets_it(start: Start) -> None:
    """The others see that it is there; who starts later sets it again, as the secret may be another."""
    await asyncio.gather(*(start.process(name) for name in "abc"))
    assert len(start.telegram.called("setWebhook")) == 1
    webhook = start.telegram.webhooks.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret, webhook.max_connections) == (_WANTED.url, "a-Secret", 100)
    start.clock.time += dt.timedelta(seconds=61)
    start.telegram.webhooks.set_at = float("-inf")  # a minute later at Telegram's, too
    await start.process("d")
    assert len(start.telegram.called("setWebhook")) == 2


async def test_a_new_secret_is_set_at_once(start: Start) -> None:
    """Telegram does not show the one that it has: whoever set that a moment ago is not believed to have set this."""
    await start.process("a")
    start.telegram.webhooks.set_at = float("-inf")
    start.wanted = webhook_at(_WANTED.url, "another-Secret", ["message", "callback_query"])
    await start.process("b")
    webhook = start.telegram.webhooks.webhook
    assert webhook is not None
    assert webhook.secret == "another-Secret"  # noqa: S105  the test's own


async def test_it_takes_the_place_of_a_process_that_died(start: Start) -> None:
    """Whoever held the lease set nothing: when it is over, the next one does."""
    now = start.clock.time
    await start.leases.take(lease_of(start.telegram.token, _WANTED), "dead", now, now + dt.timedelta(seconds=5))
    await start.process("a")
    assert start.pauses == [2.0, 2.0, 2.0]
    assert len(start.telegram.called("setWebhook")) == 1


async def test_telegram_may_be_away_or_want_patience(start: Start) -> None:
    """It is tried again, as soon as Telegram says."""
    start.telegram.fail("setWebhook", faults.flood(7))
    start.telegram.fail("setWebhook", faults.gateway())
    await start.process("a")
    assert len(start.pauses) == 2
    assert start.pauses[0] == 7.0
    assert start.telegram.webhooks.webhook is not None


async def test_a_token_that_telegram_does_not_know_ends_it(start: Start) -> None:
    """No patience helps."""
    with pytest.raises(TokenRefused):
        await start.process("a", "42:unknown")
