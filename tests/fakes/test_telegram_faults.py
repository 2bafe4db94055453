"""What goes wrong on purpose, and how the two libraries of this project take it, over real HTTP."""

import asyncio
import io
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.backoff import BackoffConfig
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram import error as ptb
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from tests.fakes.telegram_server import RemoteTelegram, TelegramServer, Upload, User, faults, origins
from tests.fakes.telegram_server.faults import Fault

MING = User(7, "小明")
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="  # one pixel
)
SOON = BackoffConfig(min_delay=0.05, max_delay=0.2, factor=1.5, jitter=0.0)
Publisher = Application[Any, Any, Any, Any, Any, Any]
POLLING: dict[str, Any] = {"handle_signals": False, "polling_timeout": 1, "backoff_config": SOON}


@asynccontextmanager
async def aiogram_bot(telegram: TelegramServer | RemoteTelegram) -> AsyncIterator[Bot]:
    """Aiogram's client of a server."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url), timeout=1)
    async with Bot(telegram.token, session=session) as bot:
        yield bot


@asynccontextmanager
async def ptb_bot(telegram: TelegramServer) -> AsyncIterator[Publisher]:
    """python-telegram-bot's application of a server, which only sends."""
    builder = ApplicationBuilder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
    limiter = AIORateLimiter(overall_max_rate=0, max_retries=0)
    builder = builder.base_file_url(f"{telegram.url}/file/bot").read_timeout(1)
    async with builder.rate_limiter(limiter).build() as application:
        yield application


FAULTS: list[tuple[Fault, type[Exception], type[Exception], bool]] = [
    (faults.flood(3), TelegramRetryAfter, ptb.RetryAfter, False),
    (faults.refuse(400, "Bad Request: can't parse entities: x"), TelegramBadRequest, ptb.BadRequest, False),
    (faults.kicked(), TelegramForbiddenError, ptb.Forbidden, False),
    (
        faults.refuse(409, "Conflict: terminated by other getUpdates request"),
        TelegramConflictError,
        ptb.Conflict,
        False,
    ),
    (faults.refuse(400, "Bad Request: gone", migrate_to_chat_id=-5), TelegramMigrateToChat, ptb.ChatMigrated, False),
    (faults.refuse(401, "Unauthorized"), TelegramUnauthorizedError, ptb.InvalidToken, False),
    (faults.gateway(502), ClientDecodeError, ptb.NetworkError, False),
    (faults.gateway(504, after_effect=True), ClientDecodeError, ptb.NetworkError, True),
    (faults.reset(), TelegramNetworkError, ptb.NetworkError, False),
    (faults.reset(after_effect=True), TelegramNetworkError, ptb.NetworkError, True),
    (faults.hang(), TelegramNetworkError, ptb.TimedOut, False),
    (faults.hang(after_effect=True), TelegramNetworkError, ptb.TimedOut, True),
    (faults.truncate(), ClientDecodeError, ptb.TelegramError, True),
]


async def failing(sending: Awaitable[object], error: type[Exception]) -> None:
    """Wait for a call that ends in this error."""
    with pytest.raises(error):
        await sending


async def test_faults_become_each_librarys_own_errors(telegram: TelegramServer) -> None:
    """A fault that comes after the effect leaves the message in the chat although the bot heard of no success."""
    async with aiogram_bot(telegram) as bot, ptb_bot(telegram) as application:
        for chat, (fault, *_) in enumerate(FAULTS, start=100):
            telegram.private(chat)
            telegram.fail("sendMessage", fault, chat=chat, times=2)
        tries = [
            failing(client.send_message(chat, "你好"), error)
            for chat, (_, *errors, _) in enumerate(FAULTS, start=100)
            for client, error in zip((bot, application.bot), errors, strict=True)
        ]
        await asyncio.gather(*tries)
    for chat, (fault, *_, takes_effect) in enumerate(FAULTS, start=100):
        assert len(telegram.sent(chat)) == 2 * takes_effect, fault
        assert [call.took_effect for call in telegram.called("sendMessage", chat)] == [takes_effect] * 2


async def test_a_fault_meets_only_the_calls_it_was_planned_for(telegram: TelegramServer) -> None:
    """The n-th call of a method in a chat; every other call goes through."""
    hong = telegram.private(User(8, "小红"))
    telegram.fail("sendMessage", faults.flood(9), chat=hong, skip=1)
    async with aiogram_bot(telegram) as bot:
        await bot.send_message(7, "一")
        await bot.send_message(8, "一")
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(8, "二")
        await bot.send_message(8, "三")
    assert refused.value.retry_after == 9
    assert [posted.text for posted in telegram.sent(hong)] == ["一", "三"]
    assert [call.status for call in telegram.called("sendMessage", hong)] == [200, 429, 200]


async def test_telegram_goes_away_and_comes_back_on_the_same_port(telegram: TelegramServer) -> None:
    """While it is down connections are refused, open ones break; nothing that waited is lost."""
    async with aiogram_bot(telegram) as bot:
        poll = asyncio.ensure_future(bot.get_updates(timeout=50, request_timeout=60))
        await telegram.until(lambda: telegram.polling.waiting)
        port = telegram.port
        await telegram.down()
        with pytest.raises(TelegramNetworkError):
            await poll
        with pytest.raises(TelegramNetworkError):
            await bot.get_me()
        telegram.say(7, MING, "在吗")
        await telegram.up()
        assert telegram.port == port
        assert [update.message.text for update in await bot.get_updates() if update.message] == ["在吗"]


def echoing() -> Dispatcher:
    """A dispatcher that answers each message with a button, and a press with an edit."""
    dispatcher = Dispatcher()
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="来源", callback_data="s")]])

    @dispatcher.message()
    async def answer(message: Message) -> None:
        await message.reply(f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.callback_query()
    async def show(query: CallbackQuery) -> None:
        await query.answer("好")
        if isinstance(query.message, Message):
            await query.message.edit_text("来源：第三章")

    return dispatcher


async def converse(telegram: TelegramServer) -> None:
    """A question in a group, its answer, a press, its edit."""
    group = telegram.group()
    telegram.say(group, MING, "/ask 什么是注意力？")
    (answer,) = await telegram.until(lambda: telegram.sent(group))
    assert answer.content["reply_to_message"]["message_id"] == 1  # type: ignore[index]  # a Message object
    telegram.press(MING, answer, "来源")
    await telegram.until(lambda: answer.text == "来源：第三章")
    assert answer.history == ["/ask 什么是注意力？"]
    await telegram.until(lambda: telegram.pressed and all(one.answer for one in telegram.pressed.values()))


async def test_aiogram_polls_it_unmodified(telegram: TelegramServer) -> None:
    """start_polling gets the updates, acknowledges them, and its replies appear."""
    dispatcher = echoing()
    async with aiogram_bot(telegram) as bot:
        polling = asyncio.ensure_future(dispatcher.start_polling(bot, **POLLING))
        await converse(telegram)
        await telegram.until(lambda: not telegram.updates.waiting)
        await dispatcher.stop_polling()
        await polling


async def test_aiogram_is_driven_by_its_webhook_unmodified(telegram: TelegramServer) -> None:
    """Its handler checks the secret token that Telegram sends along."""
    async with aiogram_bot(telegram) as bot:
        application = web.Application()
        SimpleRequestHandler(echoing(), bot, secret_token="only-we-two").register(application, path="/")  # noqa: S106  a test's
        runner = web.AppRunner(application, shutdown_timeout=0.05)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/", secret_token="only-we-two")  # noqa: S106  as above
        await converse(telegram)
        assert (await bot.get_webhook_info()).last_error_message is None
        await bot.delete_webhook()
        await runner.cleanup()


async def test_both_libraries_read_what_the_other_methods_answer(telegram: TelegramServer) -> None:
    """Every answer fits the libraries' own types: chats, members, files, drafts, reactions, commands."""
    group = telegram.group(bot="administrator")
    telegram.promote(group, MING, "creator")
    async with aiogram_bot(telegram) as bot, ptb_bot(telegram) as application:
        for client in (bot, application.bot):
            assert (await client.get_me()).username == telegram.bot.username
            assert (await client.get_chat(group.id)).title == group.title
            admins = await client.get_chat_administrators(group.id)
            assert [admin.status for admin in admins] == ["creator", "administrator"]
            sent = await client.send_message(group.id, "你好")
            assert await client.set_message_reaction(group.id, sent.message_id, [])
            assert await client.pin_chat_message(group.id, sent.message_id)
            assert await client.send_chat_action(7, "typing")
            assert await client.delete_message(group.id, sent.message_id)
            assert (await client.get_webhook_info()).pending_update_count == len(telegram.updates.waiting)
        await bot.send_message_draft(7, 1, text="写到一半", can_stop=True)
        telegram.stop_generation(MING, 1)
        (stopped,) = await bot.get_updates(offset=-1)
        assert stopped.stopped_message_generation is not None
        assert stopped.stopped_message_generation.draft_id == 1
        document = (await bot.send_document(7, BufferedInputFile(b"abc", "a.txt"))).document
        photo = (await application.bot.send_photo(7, io.BytesIO(PNG))).photo[-1]
        assert document is not None
        downloaded = await bot.download(document.file_id)
        assert downloaded is not None
        assert downloaded.read() == b"abc"
        assert await (await application.bot.get_file(photo.file_id)).download_as_bytearray() == PNG
    assert telegram.drafts == {(7, 1): ["写到一半"]}


async def test_it_runs_as_a_process_of_its_own() -> None:
    """The same actions work from outside, with the bot in this process and the people in that one."""

    def act(telegram: RemoteTelegram) -> list[str]:
        telegram.until(lambda: telegram.called("getUpdates"))
        telegram.down()
        telegram.say(7, 7, "你好")
        telegram.fail("sendMessage", faults.reset(after_effect=True), chat=7)
        telegram.up()
        telegram.until(lambda: telegram.sent(7))
        telegram.press(7, 7, int(str(telegram.sent(7)[0]["message_id"])))
        telegram.until(lambda: telegram.sent(7)[0]["history"])
        return [str(posted["text"]) for posted in telegram.sent(7)]

    with RemoteTelegram.started() as telegram:
        async with aiogram_bot(telegram) as bot:
            dispatcher = echoing()
            polling = asyncio.ensure_future(dispatcher.start_polling(bot, **POLLING))
            assert await asyncio.to_thread(act, telegram) == ["来源：第三章"]
            await dispatcher.stop_polling()
            await polling
        photo, forwarded = await asyncio.to_thread(shared_from_outside, telegram)
        assert photo["caption"] == "一张图"
        assert forwarded["forward_origin"]["sender_user_name"] == "某人"  # type: ignore[index]  # a Message object


def shared_from_outside(telegram: RemoteTelegram) -> list[dict[str, object]]:
    """A photo and a forward, as they wait for the bot."""
    telegram.share(7, 7, [Upload("a.png", PNG)], kind="photo", caption="一张图")
    telegram.forward(7, 7, "转来的", origins.from_hidden_user("某人"))
    waiting = [one["message"] for one in telegram.waiting()[-2:]]
    return [one for one in waiting if isinstance(one, dict)]
