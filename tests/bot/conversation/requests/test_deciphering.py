"""Answers that are not Telegram's."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError
from aiohttp import web

from bot.conversation.requests.deciphering import Deciphering


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "text": '{"ok": false, "error_code": 500}', "content_type": "application/json"},
        {"status": 502, "body": b"\xff\xfe\xfa", "content_type": "text/html", "charset": "utf-8"},
    ],
    ids=["without a description", "in another encoding"],
)
async def test_what_aiogram_stumbles_over_is_an_answer_that_cannot_be_read(answer: dict[str, object]) -> None:
    """It passes by itself, as every gateway's page does."""

    async def handle(_: web.Request) -> web.Response:
        return web.Response(**answer)  # type: ignore[arg-type]

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{runner.addresses[0][1]}"))
    session.middleware(Deciphering())
    async with Bot("1:test", session=session) as bot:
        with pytest.raises(ClientDecodeError):
            await bot.send_message(1, "x")
    await runner.cleanup()
