"""Each way in which Telegram fails, against the whole bot: its replies and its publications."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

import pytest
from structlog.testing import capture_logs

from knowledge.spine.outbox import EffectState
from tests.bot.doubles import LONG_ENTRY, SOURCE
from tests.fakes.telegram_server import Chat, TelegramServer, User, faults
from tests.faults.serving_here import DEADLINE, Running, serving

MING = User(7, "小明", language_code="zh-hans")
LI = User(8, "小李")
PARSE = faults.refuse(400, "Bad Request: can't parse entities: Unsupported start tag at byte offset 0")
NOT_MODIFIED = faults.refuse(400, "Bad Request: message is not modified")
NOT_FOUND = faults.refuse(400, "Bad Request: message to be replied not found")
TOLD = "telegram_waits"
"""The replies and the publications say so."""

CONFLICT = faults.refuse(409, "Conflict: terminated by other getUpdates request")


class Start(Protocol):
    """Starts the bot."""

    def __call__(self) -> AbstractAsyncContextManager[Running]:
        """Over a database of the test's own."""


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Bot API server, without privacy mode."""
    async with TelegramServer(privacy=False) as server:
        yield server


@pytest.fixture
def start(telegram: TelegramServer, sqlite_database: Path) -> Start:
    """Starts the bot over a database of the test's own."""
    return lambda: serving(telegram, sqlite_database.parent)


def help_in(telegram: TelegramServer, chat: Chat, user: User = MING) -> None:
    """Somebody wants help."""
    telegram.say(chat, user, "/help@zixue_bot")


@pytest.mark.faults
async def test_a_flood_of_seconds_is_waited_out_in_its_chat_alone(telegram: TelegramServer, start: Start) -> None:
    """The reply and the publication come once and no sooner; other chats have theirs meanwhile."""
    held, told, free = telegram.group(), telegram.group(), telegram.group()
    for chat in (held, told):
        telegram.fail("sendMessage", faults.flood(3), chat=chat)
    async with start() as bot:
        help_in(telegram, held)
        await bot.publish("news", told, "新")
        await bot.until_calls(held, 1)
        await bot.until_calls(told, 1)
        help_in(telegram, free)
        await bot.publish("other news", free, "新")
        await bot.until_said(free, 2)
        assert telegram.sent(held) == telegram.sent(told) == []
        await bot.until_said(held)
        await bot.until_said(told)
    for chat in (held, told):
        refused, taken = telegram.called("sendMessage", chat)
        assert taken.at - refused.at >= 3


@pytest.mark.faults
async def test_a_flood_of_hours_is_waited_out_in_its_chat_alone(telegram: TelegramServer, start: Start) -> None:
    """What comes later in the chat waits as well, in its order, and none of it comes twice."""
    held, told, free = telegram.group(), telegram.group(), telegram.private(LI)
    for chat in (held, told):
        telegram.fail("sendMessage", faults.flood(4 * 3600), chat=chat)
    async with start() as bot:
        help_in(telegram, held)
        telegram.say(held, MING, "/questions@zixue_bot")
        await bot.publish("first", told, "一")
        await bot.publish("second", told, "二")
        await bot.until_calls(held, 1)
        await bot.until_calls(told, 1)
        await bot.until_put_back()
        await bot.until_effect("first", EffectState.PENDING)
        for hours in (1, 3.9):
            bot.clock.ahead = dt.timedelta(hours=hours)
            count = len(telegram.sent(free))
            help_in(telegram, free, LI)
            await bot.publish(f"at {hours}", free, "新")
            await bot.until_said(free, count + 2)
        assert [len(telegram.called("sendMessage", chat)) for chat in (held, told)] == [1, 1]
        bot.clock.ahead = dt.timedelta(hours=4, seconds=1)
        answers = await bot.until_said(held, 2)
        assert await bot.until_said(told, 2) == ["一", "二"]
        await bot.until_idle()
    assert "/ask" in answers[0]
    assert [len(telegram.called("sendMessage", chat)) for chat in (held, told)] == [3, 3]


async def test_markup_that_is_refused_goes_out_as_plain_text(telegram: TelegramServer, start: Start) -> None:
    """A reply and a publication, with the same words."""
    asked, told = telegram.private(MING), telegram.group()
    for chat in (asked, told):
        telegram.fail("sendMessage", PARSE, chat=chat)
    async with start() as bot:
        help_in(telegram, asked)
        await bot.publish("news", told, "<b>新</b> &amp; 旧")
        assert await bot.until_said(told) == ["新 & 旧"]
        await bot.until_said(asked)
        await bot.until_effect("news", EffectState.SENT)
        await bot.until_idle()
    for chat in (asked, told):
        refused, taken = telegram.called("sendMessage", chat)
        assert refused.values["parse_mode"] == "HTML"
        assert not taken.values.get("parse_mode")


async def test_a_message_that_is_not_there_any_more_is_answered_all_the_same(
    telegram: TelegramServer, start: Start
) -> None:
    """Telegram leaves the reference out where it is told to; where it refuses nonetheless, it is left out here."""
    gone, refused = telegram.private(MING), telegram.private(LI)
    telegram.fail("sendMessage", NOT_FOUND, chat=refused)
    question = telegram.say(gone, MING, "/help")
    question.deleted = True
    async with start() as bot:
        help_in(telegram, refused, LI)
        (answer,), (other,) = await bot.until_said(gone), await bot.until_said(refused)
        await bot.until_idle()
    assert "/ask" in answer
    assert "/ask" in other
    assert all("reply_to_message" not in telegram.sent(chat)[0].content for chat in (gone, refused))
    assert len(telegram.called("sendMessage", refused)) == 2


@pytest.mark.faults
async def test_a_chat_that_put_the_bot_out_is_left_alone_until_it_is_back(
    telegram: TelegramServer, start: Start
) -> None:
    """Nothing is tried there again, whoever wants to send; other chats do not notice."""
    lost, free = telegram.group(), telegram.group()
    async with start() as bot:
        await bot.publish("before", lost, "早")
        await bot.until_said(lost)
        telegram.fail("sendMessage", faults.kicked(), chat=lost)
        help_in(telegram, lost)
        await bot.until_calls(lost, 2)
        await bot.until_idle()
        await bot.publish("news", lost, "新")
        await bot.publish("other news", free, "新")
        await bot.until_said(free)
        await bot.until_effect("news", EffectState.FAILED)
        assert len(telegram.called("sendMessage", lost)) == 2
        help_in(telegram, lost)
        await bot.until_said(lost, 2)
        await bot.publish("later", lost, "晚")
        assert (await bot.until_said(lost, 3))[-1] == "晚"


@pytest.mark.faults
async def test_another_poller_stops_nothing_for_good(telegram: TelegramServer, start: Start) -> None:
    """The bot polls on, more slowly, and misses nothing."""
    chat = telegram.private(MING)
    telegram.fail("getUpdates", CONFLICT, times=1)
    async with start() as bot:
        help_in(telegram, chat)
        await bot.until_said(chat)
        await bot.until_idle()
    first, second = telegram.called("getUpdates")[:2]
    assert (first.status, len(telegram.sent(chat))) == (409, 1)
    assert second.at - first.at >= 0.9


@pytest.mark.faults
async def test_memory_moves_with_a_group(telegram: TelegramServer, start: Start) -> None:
    """Replies and publications reach the supergroup, and what was asked in the group was asked there."""
    group, other = telegram.group(kind="group"), telegram.group(kind="group")
    async with start() as bot:
        telegram.say(group, MING, "/ask@zixue_bot 什么是门控？")
        await bot.until_said(group)
        await bot.until_idle()
        moved = telegram.migrate(group)
        await bot.publish("news", group, "新")
        await bot.until_effect("news", EffectState.SENT)
        assert [one.text for one in telegram.sent(moved)] == ["新"]
        await bot.until_idle()
        exchange = await bot.process.wired.memory.converse.exchanges.exchange(1)
        assert exchange is not None
        assert exchange.origin.chat_id == moved.id
        telegram.say(other, MING, "/ask@zixue_bot 什么是残差？")
        away = telegram.migrate(other)
        await bot.until_said(away)
        await bot.until_idle()
        exchange = await bot.process.wired.memory.converse.exchanges.exchange(2)
        assert exchange is not None
        assert exchange.origin.chat_id == away.id


@pytest.mark.faults
async def test_an_edit_that_changes_nothing_is_no_failure(telegram: TelegramServer, start: Start) -> None:
    """A button that was pressed twice stops turning; nobody is told of a failure."""
    chat = telegram.private(MING)
    async with start() as bot:
        await bot.process.wired.library.keep(SOURCE, [LONG_ENTRY], [])
        telegram.say(chat, MING, f"/entry {LONG_ENTRY.id}")
        await bot.until_said(chat)
        telegram.fail("editMessageText", NOT_MODIFIED)
        telegram.press(MING, telegram.sent(chat)[0])
        await telegram.until(lambda: telegram.called("answerCallbackQuery"))
        await bot.until_idle()
    assert len(telegram.called("editMessageText")) == len(telegram.called("answerCallbackQuery")) == 1
    assert not telegram.called("answerCallbackQuery")[0].text
    assert len(telegram.sent(chat)) == 1


@pytest.mark.faults
async def test_a_gateway_between_is_waited_out(telegram: TelegramServer, start: Start) -> None:
    """A page of HTML in the place of an answer: both come once."""
    asked, told = telegram.private(MING), telegram.group()
    for chat in (asked, told):
        telegram.fail("sendMessage", faults.gateway(502), chat=chat, times=2)
    async with start() as bot:
        help_in(telegram, asked)
        await bot.publish("news", told, "新")
        await bot.until_said(asked)
        await bot.until_said(told)
        await bot.until_effect("news", EffectState.SENT)
        await bot.until_idle()
    assert [len(telegram.sent(chat)) for chat in (asked, told)] == [1, 1]
    assert [len(telegram.called("sendMessage", chat)) for chat in (asked, told)] == [3, 3]


@pytest.mark.faults
@pytest.mark.parametrize("after", [False, True])
async def test_a_broken_connection_loses_no_reply_and_doubles_no_publication(
    telegram: TelegramServer, start: Start, *, after: bool
) -> None:
    """Nobody knows whether it went out: an answer is sent again, which is noted; news are not."""
    asked, told = telegram.private(MING), telegram.group()
    for chat in (asked, told):
        telegram.fail("sendMessage", faults.reset(after_effect=after), chat=chat)
    async with start() as bot:
        help_in(telegram, asked)
        await bot.publish("news", told, "新")
        await bot.until_said(asked, 1 + after)
        await bot.until_effect("news", EffectState.UNCERTAIN)
        await bot.until_idle()
    assert [len(telegram.sent(chat)) for chat in (asked, told)] == [1 + after, int(after)]
    assert "zixue_replies_maybe_doubled_total 1.0" in bot.counted()


@pytest.mark.faults
async def test_a_call_that_hangs_keeps_no_other_chat_waiting(telegram: TelegramServer, start: Start) -> None:
    """The reply comes after the deadline; the publication stays in doubt."""
    asked, told, free = telegram.private(MING), telegram.group(), telegram.group()
    for chat in (asked, told):
        telegram.fail("sendMessage", faults.hang(), chat=chat)
    async with start() as bot:
        bot.process.bot.session.timeout = 3
        help_in(telegram, asked)
        await bot.publish("news", told, "新")
        await telegram.until(lambda: telegram.faults.hanging == 2)
        help_in(telegram, free)
        await bot.publish("other news", free, "新")
        await bot.until_said(free, 2)
        assert telegram.faults.hanging == 2
        await bot.until_said(asked)
        await bot.until_effect("news", EffectState.UNCERTAIN)
    assert len(telegram.called("sendMessage", told)) == 1


async def test_telegram_that_is_down_at_the_start_is_waited_for(telegram: TelegramServer, start: Start) -> None:
    """What lay in the outbox and what was asked meanwhile comes when it is back."""
    chat = telegram.private(MING)
    await telegram.down()
    with capture_logs() as logged:
        async with start() as bot:
            await bot.publish("news", chat, "新")
            help_in(telegram, chat)
            await telegram.until(lambda: len([line for line in logged if line["event"] == TOLD]) > 1, DEADLINE)
            await telegram.up()
            assert "新" in await bot.until_said(chat, 2)
            await bot.until_idle()
    assert len(telegram.sent(chat)) == 2
