"""The running bot as a whole, against a Bot API server."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.conversation.connecting.polling import TokenRefused, bot_of
from bot.serving import Serving, serve
from bot.settings import Settings
from bot.signals import stop_signal
from bot.wiring import SystemClock, zixue
from tests.fakes.telegram_server import TelegramServer, User
from tests.program import free_port

XIAOMING = User(7, "小明")
DEADLINE = 60.0


def settings_of(telegram: TelegramServer, folder: Path, **more: Any) -> Settings:  # noqa: ANN401
    """The settings of a deployment in a folder."""
    given = {"data_dir": folder, "embedder": "none", "telegram_api_url": telegram.url, "burst_seconds": 0, **more}
    return Settings(_env_file=None, telegram_token=SecretStr(telegram.token), **given)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Serving]:
    """A running bot, which is told to stop at the end, and ends."""
    assert settings.telegram_token is not None
    clock, stop = SystemClock(), asyncio.Event()
    bot = bot_of(settings.telegram_token.get_secret_value(), api_url=settings.telegram_api_url, clock=clock)
    async with asyncio.timeout(DEADLINE), bot, zixue(settings) as wired, asyncio.TaskGroup() as tasks:
        process = Serving(settings, wired, bot, clock)
        running = tasks.create_task(process.run(stop))
        yield process
        stop.set()
        await running


async def test_what_comes_while_polling_is_answered_and_what_is_buried_is_told(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    """One bad update between two good ones; the admin's chat hears of it from the publisher, without its words."""
    chat, admins = telegram.private(XIAOMING), telegram.group()
    telegram.say(chat, XIAOMING, "/help")
    telegram.deliver_raw({"message": {"date": "秘密", "chat": {"id": 7}}})
    telegram.say(chat, XIAOMING, "什么是门控？")
    async with serving(settings_of(telegram, tmp_path, notice_chat=admins.id)) as process:
        await telegram.until(lambda: len(telegram.sent(chat)) == 2 and telegram.sent(admins), DEADLINE)
        inbox = process.wired.spine.inbox
        (buried,) = await inbox.buried()
    (notice,) = telegram.sent(admins)
    assert f"zixue inbox retry {buried.id}" in str(notice.content)
    assert "message" in str(notice.content)
    assert "秘密" not in str(notice.content)
    assert [call.method for call in telegram.calls].count("setWebhook") == 0


async def test_what_comes_to_the_webhook_is_answered_and_a_stop_is_seen_from_outside(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    """Telegram is told where to deliver; nobody polls."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    more = {"webhook_url": f"{here}/telegram", "webhook_secret": SecretStr("s-e-c-r-e-t"), "web_port": port}
    chat = telegram.private(XIAOMING)
    async with serving(settings_of(telegram, tmp_path, **more)) as process, ClientSession() as client:
        await telegram.until(lambda: telegram.called("setWebhook"), DEADLINE)
        telegram.say(chat, XIAOMING, "/help")
        await telegram.until(lambda: telegram.sent(chat), DEADLINE)
        async with client.get(f"{here}/metrics") as response:
            assert 'zixue_arrivals_total{outcome="kept"} 1.0' in await response.text()
        async with client.get(f"{here}/") as response:
            assert "还没有出刊" in await response.text()
        process.drain.drain()
        async with client.get(f"{here}/readyz") as response:
            assert response.status == 503
    assert telegram.called("getUpdates") == []


async def test_messages_that_come_within_a_moment_are_answered_as_one(telegram: TelegramServer, tmp_path: Path) -> None:
    """In private and in a group, where the first of them names the bot; nothing of them is left to do."""
    chats = telegram.private(XIAOMING), telegram.group(bot="administrator")
    first: list[int] = []
    async with serving(settings_of(telegram, tmp_path, burst_seconds=0.2)) as process:
        for chat in chats:
            said = [telegram.say(chat, XIAOMING, text) for text in ("@zixue_bot 门控", "为什么", "用两种函数？")]
            first.append(said[0].message_id)
        await telegram.until(lambda: all(map(telegram.sent, chats)), DEADLINE)
        while (await process.wired.spine.inbox.backlog()).waiting:
            await telegram.next_change(0.05)
        for chat, number in zip(chats, first, strict=True):
            (kept,) = await process.wired.memory.converse.exchanges.of_message(chat.id, number)
            assert kept.typed.split() == ["门控", "为什么", "用两种函数？"]
    assert [len(telegram.sent(chat)) for chat in chats] == [1, 1]


async def test_a_token_that_telegram_does_not_know_ends_the_bot(telegram: TelegramServer, tmp_path: Path) -> None:
    """As itself, out of every task group."""
    settings = settings_of(telegram, tmp_path).model_copy(update={"telegram_token": SecretStr("1:another")})
    async with asyncio.timeout(DEADLINE):
        with pytest.raises(TokenRefused):
            await serve(settings)


async def test_a_signal_is_an_event_and_the_next_one_kills() -> None:
    """What was set before is there again afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    with stop_signal() as stop:
        assert not stop.is_set()
        signal.raise_signal(signal.SIGTERM)
        async with asyncio.timeout(DEADLINE):
            await stop.wait()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL
    assert signal.getsignal(signal.SIGTERM) == before
