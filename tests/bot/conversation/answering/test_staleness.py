"""What waited too long."""

import datetime as dt
from pathlib import Path

import pytest
from aiogram.types import Chat, Message

from bot.catalogue import Words
from bot.conversation.answering.staleness import STALE_AFTER, Absence
from bot.conversation.connecting.polling import bot_of
from bot.conversation.connecting.telegram_time import ahead_of_telegram
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.leases import SqlLeases
from tests.bot.doubles import GROUP, PRIVATE, Conversation, claimed
from tests.fakes import NOON, FixedClock
from tests.fakes.telegram_server import TelegramServer

MINUTE = dt.timedelta(minutes=1)
AWAY = Words.WAS_AWAY.say("zh")


class Leases:
    """Leases in memory, of which none ends."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    async def take(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Whether it is free, or the holder's."""
        assert until - now == STALE_AFTER
        return self.held.setdefault(name, holder) == holder

    async def release(self, name: str, holder: str) -> None:
        """Give it back."""
        assert self.held.pop(name) == holder


def later(by: dt.timedelta) -> Conversation:
    """A conversation that is worked off so much later than it was said."""
    chat = Conversation()
    chat.dispatcher["absence"] = Absence(Leases(), FixedClock(NOON + by))
    return chat


@pytest.mark.parametrize("text", ["什么", "/ask 什么", "/search 什么", "/sources", "/questions", "/nothing"])
async def test_a_stale_question_is_passed_over_with_one_word_a_chat(text: str) -> None:
    """Whoever asked hours ago has gone; ten notices in a row would be worse than the silence."""
    chat = later(STALE_AFTER + MINUTE)
    assert await chat.say(text, claim=claimed(1)) == [AWAY]
    assert await chat.say(text, claim=claimed(2)) == []
    assert await chat.say("/ask 什么", GROUP, claim=claimed(3)) == [AWAY]
    assert chat.answering.asked == []


async def test_the_notice_is_not_lost_when_it_is_tried_again() -> None:
    """The same update is still the first; what it has sent is known to the layers below."""
    chat = later(STALE_AFTER + MINUTE)
    assert await chat.say("什么", claim=claimed(1)) == [AWAY]
    assert await chat.say("什么", claim=claimed(1, attempt=2)) == []
    assert AWAY in {reply.text for reply in chat.sends()}
    chat.replies.held.clear()
    assert await chat.say("什么", claim=claimed(1, attempt=3)) == [AWAY]


async def test_what_an_earlier_attempt_has_answered_keeps_its_answer() -> None:
    """The process died before that was noted, and the next one comes too late to answer, not to leave it alone."""
    chat = Conversation()
    assert len(await chat.say("什么", message_id=1000, claim=claimed(1))) == 1
    chat.dispatcher["absence"] = Absence(Leases(), FixedClock(NOON + STALE_AFTER + MINUTE))
    assert await chat.say("什么", message_id=1000, claim=claimed(1, attempt=2)) == []
    assert not [call for call in chat.calls() if AWAY in str(getattr(call, "text", ""))]


async def test_a_stale_stop_is_silently_done() -> None:
    """What it was to stop is over."""
    assert await later(STALE_AFTER + MINUTE).say("/stop", claim=claimed()) == []


async def test_a_greeting_is_never_stale() -> None:
    """A newcomer gets the welcome, however late."""
    (sent,) = await later(24 * 60 * MINUTE).say("/start", claim=claimed())
    assert Words.WELCOME.say("zh") in sent


async def test_what_waited_less_is_answered() -> None:
    """And so is everything that nobody kept waiting, as in the terminal."""
    assert await later(STALE_AFTER - MINUTE).say("什么", claim=claimed()) != [AWAY]
    chat = later(STALE_AFTER + MINUTE)
    assert await chat.say("什么") != [AWAY]
    assert len(chat.answering.asked) == 1


async def test_talk_that_is_not_for_the_bot_is_not_told_either() -> None:
    """A group hears only what it asked for."""
    assert await later(STALE_AFTER + MINUTE).say("大家好", GROUP, claim=claimed()) == []


@pytest.mark.parametrize("off", [-1, 1])
async def test_a_clock_that_is_wrong_makes_nothing_stale_or_fresh(off: int) -> None:
    """Each response of Telegram's tells what time it is there."""
    async with TelegramServer() as telegram:
        now = dt.datetime.fromtimestamp(telegram.clock.now(), dt.UTC)
        ours = FixedClock(now + off * 60 * MINUTE)
        async with bot_of(telegram.token, api_url=telegram.url, clock=ours) as bot:
            assert ahead_of_telegram(bot) == dt.timedelta(0)
            await bot.me()
            ahead = ahead_of_telegram(bot)
    absence = Absence(Leases(), ours)
    assert absence.is_stale(said(now - 11 * MINUTE), ahead)
    assert not absence.is_stale(said(now - 9 * MINUTE), ahead)


def said(date: dt.datetime) -> Message:
    """A message of that date."""
    return Message(message_id=1, date=date, chat=Chat(id=7, type="private"))


async def test_two_processes_tell_a_chat_once(sqlite_database: Path) -> None:
    """The database knows who was first."""
    async with open_engine(sqlite_database) as engine:
        chats = [Conversation(), Conversation()]
        for chat in chats:
            chat.dispatcher["absence"] = Absence(SqlLeases(engine), FixedClock(NOON + STALE_AFTER + MINUTE))
        said = [await chat.say("什么", PRIVATE, claim=claimed(n)) for n, chat in enumerate(chats)]
    assert said == [[AWAY], []]
