"""What methods do."""

from typing import Any

from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendMessageDraft,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.requests.methods import chat_of, counts, digest, makes_message

TEXT = SendMessage(chat_id=1, text="什么", parse_mode="HTML")
BUTTON = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="停", callback_data="x")]])


def test_a_message_is_made_by_what_gives_one_back() -> None:
    """Neither by edits nor by drafts, actions and notices; edits count all the same."""
    document = SendDocument(chat_id=1, document="file")
    edits: list[TelegramMethod[Any]] = [
        EditMessageText(chat_id=1, message_id=2, text="x"),
        EditMessageReplyMarkup(chat_id=1, message_id=2),
    ]
    others: list[TelegramMethod[Any]] = [
        SendMessageDraft(chat_id=1, draft_id=1, text="x"),
        SendChatAction(chat_id=1, action="typing"),
        AnswerCallbackQuery(callback_query_id="1"),
    ]
    every: list[TelegramMethod[Any]] = [TEXT, document, *edits, *others]
    assert [makes_message(one) for one in every] == [True, True, *[False] * 5]
    assert [counts(one) for one in every] == [*[True] * 4, *[False] * 3]


def test_a_chat_is_a_number() -> None:
    """A name of a channel, or none at all, is not."""
    assert chat_of(TEXT) == 1
    assert chat_of(SendMessage(chat_id="@channel", text="x")) is None
    assert chat_of(AnswerCallbackQuery(callback_query_id="1")) is None
    assert chat_of(CopyMessage(chat_id=-5, from_chat_id=1, message_id=1)) == -5


def test_a_digest_tells_what_an_edit_could_change() -> None:
    """The words, their markup and the buttons; not where they go or what they answer, which moves with a group."""
    bot = Bot("1:test")
    same = [TEXT, TEXT.model_copy(update={"chat_id": 2}), TEXT.model_copy(update={"message_thread_id": 3})]
    other = [
        TEXT.model_copy(update={"text": "\ud800"}),
        TEXT.model_copy(update={"parse_mode": None}),
        TEXT.model_copy(update={"reply_markup": BUTTON}),
        SendDocument(chat_id=1, document="file"),
    ]
    assert len({digest(bot, one) for one in same}) == 1
    assert len({digest(bot, one) for one in (TEXT, *other)}) == 5
