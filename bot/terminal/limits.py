"""What Telegram's server takes of a message: markup, length, buttons."""

from typing import Any, Final, TypeAlias

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendMessageDraft,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, MessageEntity

from bot.terminal.markup import MarkupError, parse

_LONGEST_TEXT: Final = 4096
_LONGEST_CALLBACK_DATA: Final = 64

Speaking: TypeAlias = SendMessage | SendDocument | SendPhoto | EditMessageText | EditMessageCaption | SendMessageDraft


def bad_request(method: TelegramMethod[Any], words: str) -> TelegramBadRequest:
    """A refusal in the server's words."""
    return TelegramBadRequest(method, f"Bad Request: {words}")


def checked(method: Speaking, raw: str) -> tuple[str, list[MessageEntity]]:
    """The visible text and entities, held to the server's limits."""
    try:
        text, entities = parse(raw) if method.parse_mode == "HTML" else (raw, [])
    except MarkupError as exc:
        raise bad_request(method, f"can't parse entities: {exc}") from exc
    if not text.strip():
        raise bad_request(method, "message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        raise bad_request(method, "message is too long")
    return text, entities


def keyboard(
    method: SendMessage
    | SendDocument
    | SendPhoto
    | EditMessageText
    | EditMessageReplyMarkup
    | EditMessageCaption
    | EditMessageMedia,
) -> InlineKeyboardMarkup | None:
    """The buttons, held to the server's limits."""
    buttons = method.reply_markup
    if not isinstance(buttons, InlineKeyboardMarkup):
        return None
    for button in (button for row in buttons.inline_keyboard for button in row):
        if len((button.callback_data or "").encode()) > _LONGEST_CALLBACK_DATA:
            raise bad_request(method, "BUTTON_DATA_INVALID")
    return buttons
