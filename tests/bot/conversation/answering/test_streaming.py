"""Answers that grow in the chat."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.methods import EditMessageText, Response, SendMessage, SendMessageDraft, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.catalogue import Words
from bot.conversation.answering.streaming import Pace, Stream, streaming
from bot.rendering import Audience
from tests.bot.doubles import ANSWER, GROUP, PERSON, PRIVATE, Conversation
from tests.fakes import NOON

ZH = Audience("zh", "zixue_bot")
MORE = replace(ANSWER, text="门的值在零和一之间。[1]它乘在状态上。[1]")
BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="好", callback_data="x")]])
AT_ONCE = Pace(first=0.0, group=0.0, private=0.0)


def question(chat: Conversation, where: Mapping[str, Any] = GROUP, **fields: object) -> Message:
    """A message that asks something."""
    shape = {"message_id": chat.session.next_id(), "date": int(NOON.timestamp()), "chat": where, "from": PERSON}
    message = Message.model_validate({**shape, "text": "什么", **fields}, context={"bot": chat.bot})
    return chat.session.keep(message)


def kinds(chat: Conversation) -> list[type[TelegramMethod[Any]]]:
    """The calls that showed something, by their kind."""
    return [type(call) for call in chat.calls() if isinstance(call, SendMessage | EditMessageText | SendMessageDraft)]


def refusing(chat: Conversation, kind: type[TelegramMethod[Any]], *errors: Callable[[Any], AiogramError]) -> None:
    """Refuse the next calls of a kind, each with its error."""
    waiting = list(errors)

    class Refusing(BaseRequestMiddleware):
        async def __call__(
            self,
            make_request: NextRequestMiddlewareType[TelegramType],
            bot: Bot,
            method: TelegramMethod[TelegramType],
        ) -> Response[TelegramType]:
            if waiting and isinstance(method, kind):
                chat.session.calls.append(method)
                raise waiting.pop(0)(method)
            return await make_request(bot, method)

    chat.session.middleware(Refusing())


def visible(chat: Conversation) -> list[str]:
    """What stands in the chat in the end, the bot's messages only."""
    return [one.text or "" for one in chat.session.messages.values() if one.from_user == chat.session.me]


async def test_an_answer_that_was_not_shown_comes_as_one_message() -> None:
    """As fast models and extractive answers do; with its buttons under it."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
        (sent,) = await stream.finish(["完整的回答"], BUTTONS)
    assert kinds(chat) == [SendMessage]
    assert visible(chat) == ["完整的回答"]
    assert (sent.message_id, sent.reply_markup) == (chat.screen.messages[0].message_id, BUTTONS)


async def test_a_group_sees_a_reply_that_is_edited_into_the_answer() -> None:
    """One message from the first sentence to the last."""
    chat = Conversation()
    asked = question(chat)
    async with streaming(asked, chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        await stream.show(MORE)
        (sent,) = await stream.finish(["完整的回答"], BUTTONS)
    assert kinds(chat) == [SendMessage, EditMessageText, EditMessageText]
    assert visible(chat) == ["完整的回答"]
    (shown,) = chat.screen.messages
    assert shown.reply_to_message is not None
    assert (shown.reply_to_message.message_id, sent.message_id) == (asked.message_id, shown.message_id)
    assert chat.screen.edits[-1].reply_markup == BUTTONS


async def test_what_is_shown_says_that_it_is_unfinished() -> None:
    """Whatever happens next, nobody takes it for the whole; it has its sources and a button that stops it."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        text = visible(chat)[0]
        await stream.finish(["完整的回答"])
    assert text.startswith(Words.WRITING.say("zh"))
    assert "零和一之间。[1]" in text
    assert "周刊第 9 期" in text
    keyboard = chat.screen.messages[0].reply_markup
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].text == Words.STOP.say("zh")
    assert chat.screen.edits[-1].reply_markup is None


async def test_a_group_gets_three_edits_at_most() -> None:
    """The last of them is the final text."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
        for n in range(10):
            await stream.show(replace(ANSWER, text=f"第 {n} 句。[1]"))
        await stream.finish(["完整的回答"])
    assert kinds(chat) == [SendMessage, EditMessageText, EditMessageText, EditMessageText]


async def test_edits_keep_their_distance() -> None:
    """What comes too soon is left out, and the final text waits for its turn."""
    chat = Conversation()
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    async with streaming(question(chat), chat.bot, ZH, pace=Pace(first=0.0, pause=pause)) as stream:
        for _ in range(5):
            await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert kinds(chat) == [SendMessage, EditMessageText]
    assert waited == [pytest.approx(3.0, abs=0.5)]


async def test_a_fast_answer_is_not_shown_before_it_is_whole() -> None:
    """One message is calmer than one that changes at once."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH) as stream:
        await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert kinds(chat) == [SendMessage]


async def test_in_private_the_answer_is_drafted() -> None:
    """Telegram shows it as being typed, with a button that stops it; the answer is a message of its own."""
    chat = Conversation()
    async with streaming(question(chat, PRIVATE), chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        await stream.show(MORE)
        await stream.finish(["完整的回答"], BUTTONS)
    assert kinds(chat) == [SendMessageDraft, SendMessageDraft, SendMessage]
    first, second = (call for call in chat.calls() if isinstance(call, SendMessageDraft))
    assert first.draft_id == second.draft_id != 0
    assert (first.can_stop, first.parse_mode) == (True, "HTML")
    assert visible(chat) == ["完整的回答"]


async def test_drafts_come_a_second_apart() -> None:
    """A private chat takes one a second."""
    chat = Conversation()
    async with streaming(question(chat, PRIVATE), chat.bot, ZH, pace=Pace(first=0.0)) as stream:
        for _ in range(5):
            await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert kinds(chat) == [SendMessageDraft, SendMessage]


async def test_further_texts_follow_the_answer() -> None:
    """A long answer's rest is sent as replies, with the buttons under the last; all of them carry the answer."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        sent = await stream.finish(["一", "二", "三"], BUTTONS)
    assert sorted(visible(chat)) == sorted(["一", "二", "三"])
    assert [one.message_id for one in sent] == [one.message_id for one in chat.screen.messages]
    assert [message.reply_markup for message in chat.screen.messages[1:]] == [None, BUTTONS]
    assert chat.screen.edits[-1].reply_markup is None


async def test_a_shown_message_that_somebody_deleted_is_sent_anew() -> None:
    """The asker gets the answer in any case."""
    chat = Conversation()
    async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        del chat.session.messages[GROUP["id"], chat.screen.messages[0].message_id]  # type: ignore[arg-type]
        await stream.finish(["完整的回答"])
    assert visible(chat) == ["完整的回答"]


@pytest.mark.parametrize("where", [GROUP, PRIVATE])
async def test_a_chat_that_wants_less_is_shown_nothing_more(where: Mapping[str, Any]) -> None:
    """For as long as it says, and the model is not kept waiting meanwhile; the final text waits for it too."""
    chat = Conversation()
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)
        chat.paces.holds.clear()

    kind = EditMessageText if where is GROUP else SendMessageDraft
    refusing(chat, kind, lambda method: TelegramRetryAfter(method, "Too Many Requests", 20))
    pace = Pace(first=0.0, group=0.0, private=0.0, pause=pause)
    async with streaming(question(chat, where), chat.bot, ZH, pace=pace) as stream:
        for _ in range(4):
            await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert chat.pauses == []
    assert visible(chat) == ["完整的回答"]
    assert kinds(chat).count(kind) == (2 if where is GROUP else 1)
    assert waited == ([pytest.approx(20.0, abs=0.5)] if where is GROUP else [])


@pytest.mark.parametrize(
    "error",
    [
        lambda method: TelegramBadRequest(method, "Bad Request: not here"),
        lambda method: TelegramNetworkError(method, "gone"),
        lambda _: ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>"),
    ],
    ids=["refused", "unreachable", "gateway"],
)
@pytest.mark.parametrize("kind", [SendMessage, EditMessageText, SendMessageDraft])
async def test_what_cannot_be_shown_is_left_out(
    kind: type[TelegramMethod[Any]], error: Callable[[Any], AiogramError]
) -> None:
    """It is tried once, and the final message does not depend on it."""
    chat = Conversation()
    refusing(chat, kind, error)
    where = PRIVATE if kind is SendMessageDraft else GROUP
    async with streaming(question(chat, where), chat.bot, ZH, pace=AT_ONCE) as stream:
        for _ in range(4):
            await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert visible(chat) == ["完整的回答"]
    assert kinds(chat).count(kind) == (1 if kind is SendMessageDraft else 2)


async def _fail(stream: Stream) -> None:
    await stream.show(ANSWER)
    raise LookupError


async def test_a_failure_leaves_no_half_answer_that_looks_whole() -> None:
    """What was shown is marked, loses its button, and the failure goes on to where failures are explained."""
    chat = Conversation()
    with pytest.raises(LookupError):
        async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
            await _fail(stream)
    (left,) = visible(chat)
    assert left.startswith(Words.UNFINISHED.say("zh"))
    assert chat.screen.edits[-1].reply_markup is None


async def test_a_cancellation_from_elsewhere_goes_on() -> None:
    """Of a bot that is told to end; what was shown is marked too."""
    chat = Conversation()
    shown = asyncio.Event()

    async def answering() -> None:
        async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
            await stream.show(ANSWER)
            shown.set()
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(answering())
        await shown.wait()
        task.cancel()
    assert task.cancelled()
    assert visible(chat)[0].startswith(Words.UNFINISHED.say("zh"))


async def test_a_failed_final_message_leaves_the_mark() -> None:
    """The chat cannot be reached: the failure goes on, and what stands there still says that it is unfinished."""
    chat = Conversation()

    async def answering() -> None:
        async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
            await stream.show(ANSWER)
            refusing(chat, EditMessageText, *[lambda method: TelegramNetworkError(method, "gone")] * 9)
            await stream.finish(["完整的回答"])

    with pytest.raises(TelegramNetworkError):
        await answering()
    assert visible(chat)[0].startswith(Words.WRITING.say("zh"))


async def test_a_gateways_page_does_not_hide_the_failure() -> None:
    """What was shown cannot be marked: the failure that ended the answer goes on all the same."""
    chat = Conversation()

    async def answering() -> None:
        async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
            refusing(chat, EditMessageText, lambda _: ClientDecodeError("Failed", ValueError(), "<html>502</html>"))
            await _fail(stream)

    with pytest.raises(LookupError):
        await answering()


async def test_a_final_beginning_stays_where_the_rest_fails() -> None:
    """It is not overwritten by the draft that came before it."""
    chat = Conversation()

    async def answering() -> None:
        async with streaming(question(chat), chat.bot, ZH, pace=AT_ONCE) as stream:
            await stream.show(ANSWER)
            refusing(chat, SendMessage, *[lambda method: TelegramNetworkError(method, "gone")] * 9)
            await stream.finish(["一", "二"])

    with pytest.raises(TelegramNetworkError):
        await answering()
    assert visible(chat) == ["一"]


async def test_an_ephemeral_question_is_shown_nothing_unfinished() -> None:
    """What only the asker sees is no message that can be edited."""
    chat = Conversation()
    asked = question(chat, ephemeral_message_id=5)
    assert asked.as_ephemeral_message_parameters() is not None
    async with streaming(asked, chat.bot, ZH, pace=AT_ONCE) as stream:
        await stream.show(ANSWER)
        await stream.finish(["完整的回答"])
    assert kinds(chat) == [SendMessage]
