"""The turns of messages."""

from heapq import heappop, heappush

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from bot.conversation.requests import best_effort
from bot.conversation.requests.pacing import Pacing
from knowledge.spine.pacing import InProcessPaces
from knowledge.spine.turns import next_turn
from tests.bot.doubles import Recorder, RecordingSession


class Paced:
    """A bot whose time passes only while it waits."""

    def __init__(self) -> None:
        self.time = 0.0
        self.session = RecordingSession(Recorder())
        self.paces = InProcessPaces(lambda: self.time)
        self.session.middleware(Pacing(self.paces, self._pause))
        self.bot = Bot("1:test", session=self.session)

    async def _pause(self, seconds: float) -> None:
        self.time += seconds


@pytest.fixture
def paced() -> Paced:
    """One."""
    return Paced()


async def test_a_group_gets_twenty_in_any_minute(paced: Paced) -> None:
    """Of messages, edits and what the publisher sends there, which takes the same turns; other chats need not wait."""
    went: list[float] = []
    for number in range(50):
        if number % 3:
            sent = await paced.bot.send_message(-100, str(number))
            went.append(paced.time)
            await paced.bot.edit_message_text(chat_id=-100, message_id=sent.message_id, text=f"{number}！")
        else:
            paced.time += await next_turn(paced.paces, -100)
        went.append(paced.time)
    windows = [sum(begins <= at < begins + 60 for at in went) for begins in went]
    assert 19 <= max(windows) <= 20
    begun = paced.time
    await paced.bot.send_message(7, "别处")
    assert paced.time == begun


async def test_edits_take_turns_too_and_other_calls_none(paced: Paced) -> None:
    """Telegram counts what shows something in a chat."""
    (first, *_) = [await paced.bot.send_message(7, str(number)) for number in range(3)]
    await paced.bot.send_chat_action(7, "typing")
    assert paced.time == 0
    await paced.bot.edit_message_text(chat_id=7, message_id=first.message_id, text="改")
    assert paced.time == pytest.approx(1.0, abs=0.1)


async def test_what_is_best_effort_is_left_out_and_its_turn_is_the_next_message_s(paced: Paced) -> None:
    """It says when that would be, and the message that matters waits no longer for it."""
    for number in range(3):
        await paced.bot.send_message(7, str(number))
    with best_effort(), pytest.raises(TelegramRetryAfter) as refusal:
        await paced.bot.send_message(7, "半句")
    assert refusal.value.retry_after == 1
    assert paced.time == 0
    await paced.bot.send_message(7, "整句")
    assert paced.time == pytest.approx(1.0, abs=0.1)


async def test_what_would_wait_too_long_is_refused_as_telegram_would(paced: Paced) -> None:
    """Whoever sends it can do something else meanwhile."""
    paces = InProcessPaces(lambda: paced.time)
    await paces.hold("chat:7", 3600)
    session = RecordingSession(Recorder())
    session.middleware(Pacing(paces, paced._pause))  # noqa: SLF001
    with pytest.raises(TelegramRetryAfter) as refusal:
        await Bot("1:test", session=session).send_message(7, "什么")
    assert refusal.value.retry_after == 3600
    assert session.calls == []


@pytest.mark.parametrize("many", [9, 12, 40])
async def test_what_was_refused_wastes_no_turn(paced: Paced, many: int) -> None:
    """However many answers a group waits for at once, each comes, as fast as Telegram lets them."""
    waiting, went = [(0.0, number) for number in range(many)], list[float]()
    while waiting:
        now, number = heappop(waiting)
        paced.time = now
        try:
            await paced.bot.send_message(-100, str(number))
            went.append(paced.time)
        except TelegramRetryAfter as refusal:
            heappush(waiting, (now + refusal.retry_after, number))
        assert now < 10 * 4 * many, "nothing goes out any more"
    assert max(went) <= 4 * many + 10
