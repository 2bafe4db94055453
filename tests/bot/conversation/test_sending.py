"""How messages go out."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.conversation.sending import reply, rewrite
from tests.bot.doubles import Conversation


async def bots_message(chat: Conversation) -> Message:
    """A message of the bot in a chat."""
    await chat.say("什么")
    return chat.screen.messages[-1]


async def test_the_keyboard_stands_under_the_last_part() -> None:
    """Buttons belong to the whole answer."""
    chat = Conversation()
    message = await bots_message(chat)
    await reply(message, ["一", "二"])
    assert [sent.text for sent in chat.sends()[-2:]] == ["一", "二"]


async def test_an_edit_that_is_refused_for_another_reason_fails() -> None:
    """Only an edit without change is passed over."""
    chat = Conversation()
    message = await bots_message(chat)
    chat.session.messages.clear()
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await rewrite(message, "新", None)
