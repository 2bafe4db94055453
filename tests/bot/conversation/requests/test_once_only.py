"""Each message of an update once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import Message, TelegramObject
from structlog.testing import capture_logs

from bot.conversation.answering.concluding import Again, Conversing, Want, conclude
from bot.conversation.answering.origins import origin_of
from bot.conversation.answering.streaming import Pace, streaming
from bot.conversation.requests import number_messages
from bot.rendering import Audience
from knowledge.answering.citations import cite
from knowledge.errors import LibraryUnavailable
from knowledge.records import Answer, Unanswered
from knowledge.spine.replies import Slot
from tests.bot.crashing import Crashed, CrashInjector
from tests.bot.doubles import ENTRY, GROUP, PERSON, SOURCE, Conversation, claimed, library
from tests.fakes import NOON

METHOD = SendMessage(chat_id=1, text="x")
CITED = (cite(1, ENTRY, SOURCE, "门的值"),)
SHORT = Answer("门的值在零和一之间。[1]", CITED, "extractive")
LONG = Answer("".join(f"第{number}句有证据。[1]" for number in range(400)), CITED, "extractive")


class Told:
    """A conversation in which one update is worked off, as often as it takes."""

    def __init__(self, chat: Conversation, update: Callable[[], Awaitable[object]]) -> None:
        self.chat = chat
        self.update = update

    def said(self) -> list[tuple[str, object]]:
        """What stands in the chat of the bot's, with the buttons, in the order in which it was sent."""
        kept = self.chat.session.messages.values()
        mine = sorted((one for one in kept if one.from_user == self.chat.session.me), key=lambda one: one.message_id)
        return [(one.text or "", one.reply_markup) for one in mine]


async def fresh() -> Told:
    """A question that is answered for the first time."""
    chat = Conversation(SHORT, library=await library())
    return Told(chat, lambda: chat.say("/ask 什么是门控", GROUP, message_id=900, claim=claimed()))


async def long() -> Told:
    """An answer of several messages."""
    told = await fresh()
    told.chat.answering.outcome = LONG
    return told


async def unanswered() -> Told:
    """A question that goes on the list of open ones."""
    told = await fresh()
    told.chat.answering.outcome = Unanswered()
    return told


async def stored() -> Told:
    """A question that was answered before."""
    told = await fresh()
    await told.chat.say("/ask 什么是门控", GROUP, message_id=800)
    return told


async def anew() -> Told:
    """The button under a stored answer."""
    chat = (await stored()).chat
    await chat.say("/ask 什么是门控", GROUP, message_id=801)
    chat.answering.outcome = replace(SHORT, text="再答一次。[1]")
    under = chat.screen.messages[-1]
    return Told(chat, lambda: chat.press(Again(exchange=2).pack(), under, claim=claimed()))


async def growing() -> Told:
    """An answer that is shown while it is written."""
    chat = (await fresh()).chat
    said = {"message_id": 900, "date": int(NOON.timestamp()), "chat": GROUP, "from": PERSON, "text": "什么是门控"}
    message = Message.model_validate(said, context={"bot": chat.bot})
    converse: Conversing = chat.dispatcher["converse"]

    async def update() -> None:
        await _attempt()
        pace = Pace(first=0.0, group=0.0)
        async with streaming(message, chat.bot, Audience("zh", "zixue_bot"), pace=pace) as stream:
            asked = await converse.kept("什么是门控", origin_of(message))
            for _ in range(0 if asked else 2):
                await stream.show(replace(SHORT, text="写到一半。[1]"))
            await conclude(stream, asked or await converse("什么是门控", origin_of(message)), converse)

    return Told(chat, update)


async def wished() -> Told:
    """The button under a refusal."""
    chat = (await unanswered()).chat
    await chat.say("/ask 什么是门控", GROUP, message_id=800)
    under = chat.screen.messages[-1]
    return Told(chat, lambda: chat.press(Want(exchange=1).pack(), under, claim=claimed()))


async def listed() -> Told:
    """What is asked for by a command."""
    chat = (await unanswered()).chat
    await chat.say("/ask 什么是门控", GROUP, message_id=800)
    return Told(chat, lambda: chat.say("/questions", GROUP, message_id=900, claim=claimed()))


@pytest.mark.parametrize("update", [fresh, growing, long, unanswered, stored, anew, wished, listed])
async def test_whenever_the_process_dies_the_next_one_brings_it_to_the_same_end(
    update: Callable[[], Awaitable[Told]],
) -> None:
    """The same messages with the same buttons, remembered once and listed once.

    One that was being sent may stand there twice, or half a one beside the whole, and is known to.
    """
    straight = await update()
    await straight.update()
    crashed = 0
    while True:
        told = await update()
        crashes = CrashInjector(told.chat)
        crashes.crash_at(crashed)
        try:
            await told.update()
            break
        except Crashed:
            crashed += 1
        crashes.crash_at(None)
        with capture_logs() as logs:
            await told.update()
        doubled = [one for one in logs if one["event"] == "reply_maybe_doubled"]
        in_doubt = crashes.last in {"after begin", "before SendMessage", "after SendMessage", "before noted"}
        assert len(doubled) == in_doubt, crashes.last
        twice = crashes.last in {"after SendMessage", "before noted"}
        assert len(told.said()) - len(straight.said()) == twice, crashes.last
        whole = [one for one in told.said() if one in straight.said()]
        assert [one for at, one in enumerate(whole) if one not in whole[:at]] == straight.said()
        assert told.chat.memory.exchanges.keys() == straight.chat.memory.exchanges.keys()
        assert told.chat.memory.wanting == straight.chat.memory.wanting
        assert [one.times for one in await told.chat.memory.questions()] == [
            one.times for one in await straight.chat.memory.questions()
        ]
    assert crashed >= 4


async def test_what_was_sent_and_noted_is_not_sent_again() -> None:
    """Nothing at all goes out where the first attempt came to its end."""
    told = await long()
    await told.update()
    before = list(told.chat.sends())
    await told.update()
    assert told.chat.sends() == before
    assert len(told.chat.answering.asked) == 1


async def test_other_words_take_the_place_of_what_was_sent() -> None:
    """As where a growing answer was cut off; whoever sent it gets a message that can be edited on."""
    chat = Conversation()
    await _attempt()
    first = await chat.bot.send_message(7, "写到一半")
    await _attempt()
    again = await chat.bot.send_message(7, "<b>写完了</b>", parse_mode="HTML")
    assert again.message_id == first.message_id
    assert chat.session.messages[7, first.message_id].text == "写完了"
    await again.edit_text("改好了")
    await _attempt()
    await chat.bot.send_message(7, "改好了")
    assert [one.text for one in chat.session.messages.values()] == ["改好了"]


async def test_a_message_that_is_gone_is_sent_anew() -> None:
    """Somebody has deleted it meanwhile; its place is known from then on."""
    chat = Conversation()
    await _attempt()
    await (await chat.bot.send_message(7, "一")).delete()
    for _ in range(2):
        await _attempt()
        await chat.bot.send_message(7, "二")
    assert [one.text for one in chat.session.messages.values()] == ["二"]
    assert len(chat.sends()) == 2  # the last attempt finds its words there
    assert sum(isinstance(one, EditMessageText) for one in chat.calls()) == 1


async def test_a_refusal_leaves_no_trace_and_its_place_is_the_next_message_s() -> None:
    """So the plain words after refused markup are known again by the next attempt."""
    chat = Conversation()
    for _ in range(2):
        chat.session.refusals = [TelegramBadRequest(METHOD, "Bad Request: can't parse entities: at byte offset 1")]
        await chat.say("什么", message_id=900, claim=claimed())
        chat.memory.exchanges.clear()
    assert list(chat.replies.held) == [Slot(1, 0)]
    mine = [one for one in chat.session.messages.values() if one.from_user == chat.session.me]
    assert len(mine) == 1


async def test_what_cannot_be_asked_is_not_sent_and_what_cannot_be_noted_is_sent_all_the_same() -> None:
    """Before, the update can be tried again; after, somebody has the answer."""
    chat = Conversation()

    async def down(*_: object) -> None:
        raise LibraryUnavailable

    chat.replies.sent = down  # type: ignore[method-assign,assignment]
    assert len(await chat.say("什么", message_id=900, claim=claimed())) == 1
    chat.replies.begin = down  # type: ignore[method-assign,assignment]
    with pytest.raises(LibraryUnavailable):
        await chat.bot.send_message(7, "还有")
    assert len(chat.sends()) == 1


async def test_a_message_whose_confirmation_was_lost_is_in_doubt() -> None:
    """It stays noted as begun: the next attempt says that it may come twice."""
    chat = Conversation()
    chat.session.refusals = [TelegramNetworkError(METHOD, "reset")] * 3
    await _attempt()
    with pytest.raises(TelegramNetworkError):
        await chat.bot.send_message(7, "什么")
    assert chat.replies.held[Slot(1, 0)].message_id is None
    with capture_logs() as logs:
        await chat.bot.send_message(7, "什么")
    assert [one["event"] for one in logs] == ["reply_maybe_doubled"]
    assert chat.replies.held[Slot(1, 0)].message_id is not None


async def test_without_a_claim_nothing_is_noted() -> None:
    """Nobody would work it off again."""
    chat = Conversation()
    await chat.say("什么")
    assert chat.replies.held == {}


async def _attempt() -> None:
    """Begin to work the update off, once more; what is sent from here on answers it."""

    async def handle(*_: object) -> None:
        """Nothing by itself."""

    await number_messages(handle, TelegramObject(), {"claim": claimed()})
