"""Which lengths and buttons Telegram takes, judged by this double and by teremok, written apart from it."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from teremok.validation import ApiRuleViolation, validate_method

from tests.fakes.telegram_server.asked import Asked
from tests.fakes.telegram_server.chats import Chat
from tests.fakes.telegram_server.errors import Refused
from tests.fakes.telegram_server.methods import METHODS
from tests.fakes.telegram_server.world import TOKEN, Pressed, World


def _button(data: str | None = None, url: str | None = None) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="来源", callback_data=data, url=url)]])


METHODS_BOTH_JUDGE: list[tuple[TelegramMethod[Any], str | None]] = [
    (SendMessage(chat_id=7, text="字" * 4096), None),
    (SendMessage(chat_id=7, text="字" * 4097), "message is too long"),
    (SendMessage(chat_id=7, text="🙂" * 2049), "message is too long"),
    (SendMessage(chat_id=7, text=""), "message text is empty"),
    (SendMessage(chat_id=7, text="x", reply_markup=_button("字" * 21)), None),
    (SendMessage(chat_id=7, text="x", reply_markup=_button("字" * 21 + "xx")), "BUTTON_DATA_INVALID"),
    (SendMessage(chat_id=7, text="x", reply_markup=_button("")), "BUTTON_DATA_INVALID"),
    (
        SendMessage(chat_id=7, text="x", reply_markup=_button("a", url="https://x.org")),
        "can't parse inline",
    ),
    (SendMessage(chat_id=7, text="x", reply_markup=_button()), "can't parse inline keyboard button"),
    (
        SendMessage(chat_id=7, text="ab", entities=[MessageEntity(type="bold", offset=1, length=2)]),
        "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3",
    ),
    (EditMessageText(chat_id=7, message_id=1, text=""), "message text is empty"),
    (AnswerCallbackQuery(callback_query_id="1", text="字" * 200), None),
    (AnswerCallbackQuery(callback_query_id="1", text="🙂" * 101), "MESSAGE_TOO_LONG"),
]


@pytest.mark.parametrize(("method", "words"), METHODS_BOTH_JUDGE)
async def test_both_oracles_agree_on_lengths_and_buttons(method: TelegramMethod[Any], words: str | None) -> None:
    """In the same words, as far as both have any."""
    world = World(chats={7: Chat(7, "private", "小明")}, pressed={"1": Pressed(float("inf"))})
    asked = Asked(method.model_dump(exclude_none=True, exclude_defaults=True, mode="json", warnings=False))
    function = METHODS[type(method).__name__.lower()]
    if words is None:
        function(world, asked)
        validate_method(Bot(TOKEN), method)
        return
    with pytest.raises(Refused) as ours:
        function(world, asked)
    with pytest.raises(ApiRuleViolation) as theirs:
        validate_method(Bot(TOKEN), method)
    assert ours.value.description.startswith(f"Bad Request: {words}")
    if not getattr(method, "entities", None):  # teremok has words of its own for them
        assert theirs.value.description.startswith(f"Bad Request: {words}")


async def test_what_teremok_counts_otherwise_follows_the_bot_api() -> None:
    """Lengths are "after entities parsing"; blank texts are empty; an edit that is too long has words of its own."""
    world = World(chats={7: Chat(7, "private", "小明")})
    long = SendMessage(chat_id=7, text="<b>x</b>" * 600, parse_mode="HTML")
    with pytest.raises(ApiRuleViolation):
        validate_method(Bot(TOKEN), long)
    assert METHODS["sendmessage"](world, Asked(long.model_dump(include={"chat_id", "text", "parse_mode"})))
    validate_method(Bot(TOKEN), SendMessage(chat_id=7, text=" "))
    with pytest.raises(Refused, match="text must be non-empty"):
        METHODS["sendmessage"](world, Asked({"chat_id": 7, "text": " "}))
    with pytest.raises(ApiRuleViolation, match="message is too long"):
        validate_method(Bot(TOKEN), EditMessageText(chat_id=7, message_id=1, text="字" * 4097))
    with pytest.raises(Refused, match="MESSAGE_TOO_LONG"):
        METHODS["editmessagetext"](world, Asked({"chat_id": 7, "message_id": 1, "text": "字" * 4097}))
