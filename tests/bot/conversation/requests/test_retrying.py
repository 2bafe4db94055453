"""What Telegram does not take at once is sent again."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from structlog.testing import capture_logs

from bot.conversation.requests import best_effort
from knowledge.records import Answer
from tests.bot.doubles import GROUP, Conversation

METHOD = SendMessage(chat_id=1, text="x")


async def test_a_short_silence_is_waited_for() -> None:
    """Twice if need be, without a word to the person who asked."""
    chat = Conversation()
    chat.session.refusals = [TelegramRetryAfter(METHOD, "x", 3), TelegramRetryAfter(METHOD, "x", 5)]
    assert len(await chat.say("什么")) == 1
    assert chat.pauses == [3, 5]


async def test_a_long_silence_goes_up_and_everybody_keeps_it() -> None:
    """The chat is held for as long as Telegram wants, by the next message there too; other chats flow."""
    chat = Conversation()
    chat.session.refusals = [TelegramRetryAfter(METHOD, "x", 14_400)]
    with capture_logs() as logs:
        assert await chat.say("什么") == []
    assert (chat.pauses, len(chat.sends())) == ([], 1)
    assert chat.paces.holds == {"chat:7": 14_400}
    assert [one["error"] for one in logs if one["event"] == "update_failed"] == ["TelegramRetryAfter"]
    assert len(await chat.say("/ask 什么", GROUP)) == 1
    assert await chat.say("还有呢") == []
    assert len(chat.sends()) == 2


async def test_a_third_refusal_is_the_last() -> None:
    """A chat is not knocked at for ever."""
    chat = Conversation()
    chat.session.refusals = [TelegramRetryAfter(METHOD, "x", 1) for _ in range(4)]
    assert await chat.say("什么") == []
    assert len(chat.sends()) == 3


@pytest.mark.parametrize(
    "error",
    [
        TelegramServerError(METHOD, "Bad Gateway"),
        TelegramNetworkError(METHOD, "reset"),
        ClientDecodeError("Failed to decode object", ValueError(), "<html>"),
    ],
)
async def test_a_stumble_of_the_network_costs_a_moment(error: Exception) -> None:
    """A gateway's page in place of an answer is one too; that the message may be there by now is told."""
    chat = Conversation()
    chat.session.refusals = [error]
    with capture_logs() as logs:
        assert len(await chat.say("什么")) == 1
    assert chat.pauses == [1.0]
    assert [one["event"] for one in logs] == ["sending_waits", "reply_maybe_doubled"]


async def test_every_part_of_a_long_answer_is_held_to() -> None:
    """A refusal between two parts loses neither part nor order."""
    chat = Conversation(Answer("这一句有证据。[1]" * 1000, (), "model"))
    whole = await chat.say("长")
    handed = chat.session.make_request

    async def every_second(*given: object, **named: object) -> object:
        if isinstance(given[1], SendMessage) and len(chat.sends()) % 2:
            chat.session.refusals = [TelegramRetryAfter(METHOD, "x", 3)]
        return await handed(*given, **named)  # type: ignore[arg-type]

    chat.session.make_request = every_second  # type: ignore[method-assign,assignment]
    assert await chat.say("长") == whole
    assert chat.pauses


async def test_an_answer_follows_a_group_that_has_moved() -> None:
    """A group that grows becomes a supergroup with another id, where the messages have other numbers."""
    chat = Conversation()
    chat.session.refusals = [TelegramMigrateToChat(METHOD, "x", -1009)]
    assert len(await chat.say("/ask 什么", GROUP)) == 1
    assert [sent.chat_id for sent in chat.sends()] == [-100, -1009]
    assert chat.sends()[-1].reply_parameters is None
    assert chat.chats.moves == [(-100, -1009)]
    assert chat.pauses == []


async def test_what_will_be_out_of_date_is_not_sent_again() -> None:
    """A refusal comes at once; what is sent afterwards is worth the wait again."""
    chat = Conversation()
    chat.session.refusals = [TelegramRetryAfter(METHOD, "x", 2)]
    with best_effort(), pytest.raises(TelegramRetryAfter):
        await chat.bot.send_message(1, "半句")
    assert chat.pauses == []
    await chat.bot.send_message(1, "整句")
    assert chat.pauses == [2]
