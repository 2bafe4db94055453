"""What the running bot writes to stderr, whatever happens to it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.telegram_server import Chat, TelegramServer, User, faults
from tests.faults.processes import DEADLINE, MING, SECRET, Process, process
from tests.faults.sound import rows
from tests.postgres import postgres

PASSWORD, KEY, CACHE = "pass-word-of-zixue", "sk-model-key-12345", "word-of-the-cache"
PRIVATE = ("私密的问题", "门控的秘密", "坏掉的更新", "李小姐", "没有地址的请求")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Bot API server, four times as fast as Telegram where it waits."""
    async with TelegramServer(speed=4) as server:
        yield server


async def live_through(bot: Process, chat: Chat) -> None:
    """Questions, a wish, refusals and failures of every kind, undecodable updates, and a stranger at the webhook."""
    telegram = bot.telegram
    telegram.say(chat, MING, f"/ask {PRIVATE[0]}？")
    await bot.until_said(1, chat)
    telegram.press(MING, telegram.sent(chat)[0])
    await telegram.until(lambda: telegram.called("answerCallbackQuery"), DEADLINE)
    for number, fault in enumerate(
        (
            faults.flood(1),
            faults.gateway(502),
            faults.reset(),
            faults.truncate(),
            faults.refuse(400, f"Bad Request: can't parse entities: {PRIVATE[1]}"),
            faults.refuse(400, f"Bad Request: {PRIVATE[1]}"),
        )
    ):
        telegram.fail("sendMessage", fault, chat=chat)
        telegram.say(chat, MING, f"{PRIVATE[1]}是什么？{number}")
        await bot.until_all_taken()
    telegram.fail("sendMessage", faults.kicked(), chat=chat)
    telegram.deliver_raw({"message": {"date": PRIVATE[2], "chat": {"id": chat.id}}})
    telegram.deliver_raw({"something_new": {"text": PRIVATE[2]}})
    stranger = json.dumps({"update_id": 5, "message": {"text": PRIVATE[4]}})
    assert await bot.takes(stranger, "another-secret") == 401
    assert await bot.takes(stranger[:-1]) == 200
    await telegram.down()
    await telegram.up()
    telegram.say(chat, User(9, PRIVATE[3]), "/help")
    await telegram.until(lambda: "/ask" in telegram.sent(chat)[-1].text, DEADLINE)
    await bot.until_all_taken()


@pytest.mark.faults
async def test_no_secret_and_nothing_private_is_logged(telegram: TelegramServer, tmp_path: Path) -> None:
    """At the level info; every line is JSON, and each that tells of an update tells the request as well."""
    with postgres() as server:
        settings = {
            "database_url": server.address().replace("postgres@", f"postgres:{PASSWORD}@"),
            "valkey_url": f"redis://:{CACHE}@127.0.0.1:1/0",
            "model_base_url": "http://127.0.0.1:1/v1",
            "model_name": "any",
            "model_api_key": KEY,
            "log_level": "info",
        }
        async with process(telegram, tmp_path, **settings) as bot:
            await live_through(bot, telegram.private(MING))
            while await rows(server.address(), "SELECT 1 FROM inbox WHERE state NOT IN ('done', 'buried')"):
                await telegram.next_change(0.1)
            server.stop()
            bot.want_help(telegram.private(MING))
            await bot.until_refused()
            server.start()
            await bot.until_all_taken()
            assert await bot.end() == 0
    for hidden in (telegram.token, telegram.token.partition(":")[2], SECRET, PASSWORD, KEY, CACHE, *PRIVATE):
        assert hidden not in bot.log
    lines = [json.loads(line) for line in bot.log.splitlines()]
    handled = [line for line in lines if "update_id" in line and line["event"] != "update_buried"]
    assert {"chat_held", "sending_waits", "sent_with_less", "update_failed", "update_of_unknown_kind"} <= {
        line["event"] for line in handled
    }
    assert all("request_id" in line for line in handled)
    talked = [line for line in lines if line["logger"].startswith("bot.conversation.") and "chat_id" in line]
    assert all("request_id" in line for line in talked)
    assert len({line["request_id"] for line in handled}) > len({line["update_id"] for line in handled}) > 1
    assert {line["reason"] for line in lines if line["event"] == "update_buried"} == {"undecodable"}
