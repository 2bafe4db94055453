"""What a method of the Bot API does, as far as it matters on its way out."""

import hashlib
from typing import Any

from aiogram import Bot
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import InputFile, Message

_SAID = {"text", "parse_mode", "entities", "link_preview_options", "reply_markup"}
"""What of a message an edit can change."""


def chat_of(method: TelegramMethod[Any]) -> int | None:
    """The chat that a method is for; None where it names none by number."""
    chat = getattr(method, "chat_id", None)
    return chat if isinstance(chat, int) else None


def is_edit(method: TelegramMethod[Any]) -> bool:
    """Whether it changes a message."""
    return method.__api_method__.startswith("edit")


def makes_message(method: TelegramMethod[Any]) -> bool:
    """Whether it puts a message into a chat; a draft is none."""
    return method.__returning__ is Message and not is_edit(method)


def counts(method: TelegramMethod[Any]) -> bool:
    """Whether Telegram counts it against what a chat may be sent."""
    return makes_message(method) or is_edit(method)


def digest(bot: Bot, method: TelegramMethod[Any]) -> str:
    """A hash of what a text message says; that of any other is its kind's."""
    said = bot.session.prepare_value(_spoken(method), bot=bot, files=dict[str, InputFile]())
    return hashlib.blake2b(str(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _spoken(method: TelegramMethod[Any]) -> dict[str, Any]:
    kind = {"kind": method.__api_method__}
    return kind | (method.model_dump(include=_SAID, warnings=False) if isinstance(method, SendMessage) else {})
