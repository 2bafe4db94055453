"""From failures to sentences."""

import datetime as dt

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from structlog.testing import capture_logs

from bot.catalogue import Words, failure
from knowledge.errors import IndexUnavailable, LibraryDamaged, LibraryNewer, LibraryUnavailable, QuestionRefused
from knowledge.records import Found
from knowledge.spine.endings import TryAgain
from tests.bot.doubles import GROUP, Conversation, claimed

METHOD = SendMessage(chat_id=1, text="x")


@pytest.mark.parametrize(
    "error",
    [LibraryUnavailable("秘密"), IndexUnavailable("秘密"), QuestionRefused(900, 500), ZeroDivisionError("秘密")],
)
async def test_a_failure_becomes_one_sentence(error: Exception) -> None:
    """The text of an exception never reaches a chat."""
    sent = await Conversation(error).say("什么")
    assert sent == [failure(error, "zh")]
    assert "秘密" not in sent[0]


async def test_private_words_and_exception_texts_stay_out_of_the_log() -> None:
    """Ids and types are enough to find a fault."""
    with capture_logs() as logs:
        await Conversation(ZeroDivisionError("密码是一二三")).say("私人的问题")
    assert [entry["event"] for entry in logs] == ["update_failed"]
    assert logs[0]["error"] == "ZeroDivisionError"
    assert logs[0]["chat_id"] == 7
    assert "私人的问题" not in str(logs)
    assert "密码" not in str(logs)


async def test_an_unexpected_failure_is_logged_with_its_places() -> None:
    """A bug can be found from the log."""
    with capture_logs() as logs:
        await Conversation(ZeroDivisionError()).say("什么")
    assert "asking.py" in str(logs[0]["places"])


@pytest.mark.parametrize(
    ("refusal", "tried"),
    [
        (TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user"), 1),
        (TelegramRetryAfter(METHOD, "Too Many Requests", 30), 1),
        (TelegramNetworkError(METHOD, "reset"), 3),
    ],
)
async def test_a_chat_that_cannot_be_reached_is_not_told_so(refusal: Exception, tried: int) -> None:
    """The dispatcher goes on, and the chat is left in peace."""
    chat = Conversation()
    chat.session.refusals = [refusal] * tried
    assert await chat.say("什么") == []
    assert len(chat.sends()) == tried
    chat.paces.holds.clear()
    assert await chat.say("还在吗") != []


async def test_html_that_telegram_refuses_is_sent_once_as_plain_text() -> None:
    """Better without markup than not at all."""
    chat = Conversation()
    chat.session.refusals = [TelegramBadRequest(METHOD, "Bad Request: can't parse entities: at byte offset 1")]
    (sent,) = await chat.say("/ask 什么", GROUP)
    assert sent.startswith("门的值在零和一之间。[1]")
    assert chat.sends()[-1].parse_mode is None
    assert "(https://example.org/9#q3)" in sent


async def test_a_refusal_of_the_sentence_itself_ends_there() -> None:
    """A failure while telling of a failure does not go round in circles."""
    chat = Conversation()
    chat.session.refusals = [
        TelegramBadRequest(METHOD, "Bad Request: TOPIC_CLOSED"),
        TelegramBadRequest(METHOD, "Bad Request: TOPIC_CLOSED"),
    ]
    assert await chat.say("什么") == []
    assert len(chat.sends()) == 2


async def test_a_failing_search_is_told_too() -> None:
    """The boundary is the same for every handler."""
    chat = Conversation()

    async def broken(_: str) -> list[Found]:
        raise IndexUnavailable

    chat.dispatcher["search_entries"] = broken
    assert await chat.say("/search 什么") == [Words.INDEX_UNAVAILABLE.say("zh")]


async def test_a_failing_button_answers_in_a_notice() -> None:
    """Somebody who pressed a button is told where they pressed it."""
    chat = Conversation()
    await chat.say("什么")

    class Broken:
        """A library that cannot be read."""

        async def sources(self) -> list[object]:
            """Fail."""
            raise LibraryUnavailable

    chat.dispatcher["library"] = Broken()
    await chat.press("leaf:sources:0:")
    assert chat.screen.notices == [Words.LIBRARY_UNAVAILABLE.say("zh")]


PASSING = [
    LibraryUnavailable(),
    IndexUnavailable(),
    TelegramNetworkError(METHOD, "reset"),
    TelegramServerError(METHOD, "Bad Gateway"),
    ClientDecodeError("Failed to decode object", ValueError(), "<html>"),
]


@pytest.mark.parametrize("error", PASSING)
async def test_what_passes_is_tried_again_in_silence(error: Exception) -> None:
    """Whoever asked gets an answer a little later, and no apology before it."""
    chat = Conversation(error)
    with pytest.raises(TryAgain) as raised:
        await chat.say("什么", claim=claimed())
    assert (raised.value.after, raised.value.counted) == (None, True)
    assert raised.value.__cause__ is error
    assert chat.sends() == []


@pytest.mark.parametrize("error", PASSING)
async def test_the_last_attempt_ends_with_the_apology(error: Exception) -> None:
    """Every question ends with one answer or one apology."""
    chat = Conversation(error)
    chat.dispatcher["last_attempt"] = True
    assert await chat.say("什么", claim=claimed(attempt=5)) == [failure(error, "zh")]


@pytest.mark.parametrize("error", [LibraryDamaged(), LibraryNewer(), ZeroDivisionError(), QuestionRefused(900, 500)])
async def test_what_does_not_pass_is_told_at_once(error: Exception) -> None:
    """It would be the same the next time."""
    assert await Conversation(error).say("什么", claim=claimed()) == [failure(error, "zh")]


@pytest.mark.parametrize("last", [False, True])
async def test_telegrams_own_waiting_time_is_no_failure(last: bool) -> None:  # noqa: FBT001  a case, no flag
    """The update waits as long as Telegram says, however often; other chats go on."""
    chat = Conversation()
    chat.dispatcher["last_attempt"] = last
    chat.session.refusals = [TelegramRetryAfter(METHOD, "Too Many Requests", 77)]
    with pytest.raises(TryAgain) as raised:
        await chat.say("什么", claim=claimed())
    assert (raised.value.after, raised.value.counted) == (dt.timedelta(seconds=77), False)


async def test_an_apology_that_does_not_get_through_is_tried_later() -> None:
    """While Telegram cannot be reached nobody can be told anything; afterwards they are answered."""
    chat = Conversation(LibraryUnavailable())
    chat.dispatcher["last_attempt"] = True
    chat.session.refusals = [TelegramNetworkError(METHOD, "no route")] * 3
    with pytest.raises(TryAgain) as raised:
        await chat.say("什么", claim=claimed(attempt=5))
    assert (raised.value.after, raised.value.counted) == (dt.timedelta(minutes=2), False)


async def test_a_chat_that_has_put_the_bot_out_is_done_with() -> None:
    """Neither again nor with an apology."""
    chat = Conversation()
    chat.session.refusals = [TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user")]
    assert await chat.say("什么", claim=claimed()) == []
    assert len(chat.sends()) == 1


async def test_talk_that_the_bot_only_heard_gets_no_apology() -> None:
    """A failure at every message of a group would be a word at every message; whoever speaks to the bot is told."""
    chat = Conversation()

    async def broken(*_: object) -> bool:
        raise ZeroDivisionError

    chat.chats.is_lost = broken  # type: ignore[method-assign, assignment]
    assert await chat.say("大家好，今天读什么", GROUP) == []
    assert chat.sends() == []
    chat = Conversation(ZeroDivisionError())
    assert await chat.say("/ask 什么", GROUP) == [failure(ZeroDivisionError(), "zh")]


async def test_whoever_edits_a_question_into_being_is_told_of_a_failure() -> None:
    """It is a question like any other."""
    chat = Conversation(IndexUnavailable())
    mention = {"type": "mention", "offset": 0, "length": 10}
    await chat.edit("@zixue_bot 什么是门控", 900, 10, GROUP, entities=[mention])
    assert [one.text for one in chat.screen.messages] == [failure(IndexUnavailable(), "zh")]
