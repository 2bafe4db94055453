"""How a question ends in a chat."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import InlineKeyboardButton

from bot.catalogue import Words
from bot.conversation.answering.concluding import Again, Want
from bot.conversation.answering.opinions import other_rows
from knowledge.errors import LibraryUnavailable
from knowledge.records import Answer, Exchange, Unanswered
from tests.bot.doubles import CITATION, GROUP, PERSON, Conversation, library, talking
from tests.knowledge.memory_exchanges import MemoryExchanges

SUPERGROUP = {"id": -1001234567890, "type": "supergroup", "title": "自学"}
OTHER = {**PERSON, "id": 8}
NAMED = {**SUPERGROUP, "username": "zixue_group"}


def buttons(chat: Conversation) -> list[InlineKeyboardButton]:
    """The buttons under the bot's last message, without thumbs."""
    return [button for row in other_rows(chat.screen.messages[-1].reply_markup) for button in row]


def links(chat: Conversation) -> list[str]:
    """Where the bot's last message leads, apart from its sources."""
    entities = chat.screen.messages[-1].entities or []
    return [one.url for one in entities if one.url and "?start=" not in one.url and "example.org" not in one.url]


async def test_the_message_that_answers_is_remembered() -> None:
    """So that a reply to it follows it up."""
    chat = Conversation(library=await library())
    await chat.say("什么是门控")
    (exchange,) = chat.memory.exchanges.values()
    assert exchange.answer_message_id == chat.screen.messages[-1].message_id


async def test_a_reply_to_an_answer_carries_its_thread() -> None:
    """Through the real dispatcher, in a group."""
    chat = Conversation(library=await library())
    await chat.say("/ask LSTM 有几个门", GROUP)
    answered = chat.screen.messages[-1].model_dump(exclude_none=True, by_alias=True, exclude={"reply_to_message"})
    await chat.say("那 GRU 呢", GROUP, reply_to_message=answered)
    assert [[turn.question for turn in thread] for thread in chat.answering.threads] == [[], ["LSTM 有几个门"]]


async def test_a_fresh_answer_has_only_thumbs() -> None:
    """There is nothing to ask anew."""
    chat = Conversation(library=await library())
    await chat.say("什么是门控")
    assert buttons(chat) == []
    keyboard = chat.screen.messages[-1].reply_markup
    assert keyboard is not None
    assert [button.text for button in keyboard.inline_keyboard[0]] == ["👍", "👎"]


async def test_a_reply_to_any_part_of_an_answer_carries_its_thread() -> None:
    """Whoever replies, and to whatever page of it."""
    chat = Conversation(Answer("这一句有证据。[1]" * 1000, (CITATION,), "model"), await library())
    await chat.say("/ask LSTM 有几个门", GROUP)
    _, *parts = [
        one.model_dump(exclude_none=True, by_alias=True, exclude={"reply_to_message"}) for one in chat.screen.messages
    ]
    for part, name in zip(parts, ("GRU", "RNN"), strict=True):
        await chat.say(f"那 {name} 呢", GROUP, reply_to_message=part, **{"from": OTHER})
    threads = [[turn.question for turn in thread] for thread in chat.answering.threads]
    assert threads == [[], ["LSTM 有几个门"], ["LSTM 有几个门"]]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (SUPERGROUP, ["https://t.me/c/1234567890/2"]),
        (NAMED, ["https://t.me/zixue_group/2"]),
        (GROUP, []),
        ({"id": 7, "type": "private"}, []),
    ],
    ids=["supergroup", "public supergroup", "small group", "private"],
)
async def test_a_stored_answer_says_when_and_where(where: dict[str, object], expected: list[str]) -> None:
    """Where messages have addresses; with a button that asks anew."""
    chat = Conversation(library=await library())
    await chat.say("/ask 什么是门控", where)
    (again,) = await chat.say("/ask 什么是门控？", where)
    assert len(chat.answering.asked) == 1
    assert again.startswith(Words.STORED_ANSWER.say("zh", when="今天"))
    assert "门的值在零和一之间。[1]" in again
    assert links(chat) == expected
    (button,) = buttons(chat)
    assert button.text == Words.ASK_AGAIN.say("zh")
    assert Again.unpack(button.callback_data or "").exchange == 2


async def test_a_stored_answer_tells_the_day_it_was_given() -> None:
    """By the day of the question that is asked now."""
    chat = Conversation(library=await library())
    await chat.say("什么是门控")
    (exchange,) = chat.memory.exchanges.values()
    chat.memory.exchanges = {1: _asked_earlier(exchange)}
    (again,) = await chat.say("什么是门控")
    assert again.startswith(Words.STORED_ANSWER.say("zh", when="昨天"))


@pytest.mark.parametrize(("zone", "named"), [("Asia/Shanghai", "今天"), ("Pacific/Kiritimati", "昨天")])
async def test_days_are_those_of_the_deployments_zone(zone: str, named: str) -> None:
    """Three hours ago it was not two o'clock at night, but the evening before."""
    chat = Conversation(library=await library())
    chat.dispatcher["zone"] = ZoneInfo(zone)
    await chat.say("什么是门控")
    (exchange,) = chat.memory.exchanges.values()
    chat.memory.exchanges = {1: _asked_earlier(exchange, dt.timedelta(hours=3))}
    (again,) = await chat.say("什么是门控")
    assert again.startswith(Words.STORED_ANSWER.say("zh", when=named))


def _asked_earlier(exchange: Exchange, ago: dt.timedelta = dt.timedelta(days=1)) -> Exchange:
    return replace(exchange, asked_at=exchange.asked_at - ago)


async def test_a_refusal_in_private_offers_the_list() -> None:
    """Nothing of a private chat goes there unasked."""
    chat = Conversation(Unanswered())
    (sent,) = await chat.say("量子门是什么")
    assert sent == Words.UNANSWERED.say("zh")
    (button,) = buttons(chat)
    assert button.text == Words.KEEP_OPEN.say("zh")
    assert Want.unpack(button.callback_data or "").exchange == 1
    assert chat.memory.listed == {}


async def test_a_refusal_in_a_group_says_that_it_is_listed() -> None:
    """And offers to tell when something answers it."""
    chat = Conversation(Unanswered())
    (sent,) = await chat.say("/ask 量子门是什么", GROUP)
    assert sent == Words.UNANSWERED.say("zh") + Words.KEPT_OPEN.say("zh")
    assert [button.text for button in buttons(chat)] == [Words.TELL_ME.say("zh")]
    assert [one.meaning.question for one in chat.memory.listed.values()] == ["量子门是什么"]


async def test_small_talk_is_refused_without_buttons() -> None:
    """A question about nothing waits for no answer."""
    chat = Conversation(Unanswered())
    await chat.say("为什么？")
    assert buttons(chat) == []


def test_button_data_fits() -> None:
    """Telegram takes 64 bytes."""
    assert len(Again(exchange=999_999_999).pack().encode()) <= 64
    assert len(Want(exchange=999_999_999).pack().encode()) <= 64


class Full(MemoryExchanges):
    """A store that takes nothing, or not even where an answer stands."""

    def __init__(self, *, added: bool) -> None:
        super().__init__()
        self.added = added

    async def add(self, exchange: Exchange) -> int:
        """Take it only where it may."""
        if self.added:
            return await super().add(exchange)
        raise LibraryUnavailable

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """A full disk."""
        del exchange_id, message_id, further
        raise LibraryUnavailable


@pytest.mark.parametrize("added", [False, True])
async def test_what_cannot_be_remembered_is_answered_in_one_message(*, added: bool) -> None:
    """No apology follows an answer that is there."""
    chat = Conversation(library=await library())
    chat.dispatcher.workflow_data.update(talking(chat.answering, chat.library, Full(added=added)))
    (sent,) = await chat.say("什么是门控")
    assert sent.startswith("门的值在零和一之间。[1]")
