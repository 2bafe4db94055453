"""Chats that have put the bot out."""

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import AnswerCallbackQuery, SendMessage

from tests.bot.doubles import GROUP, Conversation

METHOD = SendMessage(chat_id=-100, text="x")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TelegramForbiddenError(METHOD, "Forbidden: bot was kicked from the supergroup chat"), "kicked"),
        (TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user"), "blocked"),
        (TelegramForbiddenError(METHOD, "Forbidden: user is deactivated"), "deactivated"),
        (TelegramBadRequest(METHOD, "Bad Request: chat not found"), "unknown"),
    ],
)
async def test_a_chat_that_refuses_the_bot_is_lost(error: Exception, reason: str) -> None:
    """One try, no apology, nothing after it; other chats flow."""
    chat = Conversation()
    chat.session.refusals = [error]
    assert await chat.say("/ask 什么", GROUP) == []
    assert len(chat.sends()) == 1
    assert chat.chats.reasons == {-100: reason}
    with pytest.raises(TelegramForbiddenError):
        await chat.bot.send_message(-100, "喂")
    assert len(chat.sends()) == 1
    assert len(await chat.say("什么")) == 1


async def test_a_refusal_of_one_message_says_nothing_of_the_chat() -> None:
    """It is told in the chat as before."""
    chat = Conversation()
    chat.session.refusals = [TelegramBadRequest(METHOD, "Bad Request: message is too long")]
    assert len(await chat.say("/ask 什么", GROUP)) == 1
    assert chat.chats.reasons == {}


async def test_what_is_no_message_goes_to_a_lost_chat_too() -> None:
    """A button has its answer from wherever it is pressed."""
    chat = Conversation()
    chat.chats.reasons[7] = "blocked"
    await chat.bot.send_chat_action(7, "typing")
    await chat.bot.answer_callback_query("1")
    assert any(isinstance(call, AnswerCallbackQuery) for call in chat.calls())
