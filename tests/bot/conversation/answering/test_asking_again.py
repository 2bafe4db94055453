"""The button under a stored answer."""

import asyncio
from dataclasses import replace

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup
from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.answering.concluding import Again
from knowledge.errors import QuotaKind, QuotaSpent
from knowledge.records import Usage
from tests.bot.doubles import ANSWER, GROUP, PERSON, Conversation, claimed, library
from tests.fakes import NOON

OTHER = {**PERSON, "id": 8}


async def stored() -> tuple[Conversation, Message]:
    """A group that was given a stored answer."""
    chat = Conversation(library=await library())
    for _ in range(2):
        await chat.say("/ask 什么是门控", GROUP)
    chat.answering.outcome = replace(ANSWER, text="再答一次。[1]")
    return chat, chat.screen.messages[-1]


async def test_the_question_is_answered_anew_below_the_stored_answer() -> None:
    """By the same use case, as a reply, without the line that it was answered before."""
    chat, message = await stored()
    await chat.press(Again(exchange=2).pack(), message)
    assert chat.answering.asked == ["什么是门控", "什么是门控"]
    last = chat.screen.messages[-1]
    assert (last.text or "").startswith("再答一次。[1]")
    assert last.reply_to_message is not None
    assert last.reply_to_message.message_id == message.message_id
    assert any(isinstance(call, AnswerCallbackQuery) for call in chat.calls())


async def test_the_new_answer_can_be_followed_up() -> None:
    """It is an exchange like any other."""
    chat, message = await stored()
    await chat.press(Again(exchange=2).pack(), message)
    newest = chat.memory.exchanges[3]
    assert newest.answer_message_id == chat.screen.messages[-1].message_id
    assert newest.mode == "extractive"


async def test_the_button_works_once() -> None:
    """It goes; a second press that was on its way finds it gone."""
    chat, message = await stored()
    await chat.press(Again(exchange=2).pack(), message)
    await chat.press(Again(exchange=2).pack(), message)
    assert len(chat.answering.asked) == 2
    assert sum(isinstance(call, EditMessageReplyMarkup) for call in chat.calls()) == 2
    (thumbs,) = chat.screen.edits[-1].reply_markup.inline_keyboard if chat.screen.edits[-1].reply_markup else []
    assert [button.text for button in thumbs] == ["👍", "👎"]


async def test_the_button_is_for_the_one_who_asked() -> None:
    """Another member is told so in a notice, and may ask as well as anybody."""
    chat, message = await stored()
    await chat.press(Again(exchange=2).pack(), message, OTHER)
    assert chat.screen.notices == [Words.NOT_YOUR_QUESTION.say("zh")]
    assert len(chat.answering.asked) == 1


async def test_a_button_of_a_forgotten_exchange_does_nothing() -> None:
    """What it names is not kept any more."""
    chat, message = await stored()
    chat.memory.exchanges.clear()
    await chat.press(Again(exchange=2).pack(), message)
    assert len(chat.answering.asked) == 1
    assert len(chat.screen.notices) == 1


class Spent:
    """Quotas of which nothing is left."""

    def __init__(self) -> None:
        self.asked = 0

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """Nothing."""
        del user_id, chat_id
        self.asked += 1
        raise QuotaSpent(QuotaKind.USER_QUESTIONS, NOON)

    async def give_back(self, user_id: int | None, chat_id: int) -> None:
        """Nothing was taken."""
        raise NotImplementedError

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Nothing is answered."""
        raise NotImplementedError


async def test_the_button_stays_where_the_quota_is_spent() -> None:
    """Whoever pressed it is told when to come back, and finds it there."""
    chat, message = await stored()
    chat.dispatcher["metering"] = Spent()
    await chat.press(Again(exchange=2).pack(), message)
    assert len(chat.answering.asked) == 1
    assert not any(isinstance(call, EditMessageReplyMarkup) for call in chat.calls())
    (told,) = [call for call in chat.calls() if isinstance(call, AnswerCallbackQuery)]
    assert (bool(told.text), told.show_alert) == (True, True)


async def test_what_an_earlier_attempt_has_kept_takes_no_quota() -> None:
    """It died before the answer was sent, which costs nothing any more."""
    chat, message = await stored()
    chat.session.refusals = [asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        await chat.press(Again(exchange=2).pack(), message, claim=claimed(9))
    chat.dispatcher["metering"] = Spent()
    await chat.press(Again(exchange=2).pack(), message, claim=claimed(9, attempt=2))
    assert len(chat.answering.asked) == 2
    assert (chat.screen.messages[-1].text or "").startswith("再答一次。[1]")
