"""How a message goes out: as a reply, in its topic, without previews, with plain text as the way out."""

from collections.abc import Sequence

import structlog
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.rendering import plain

_log = structlog.get_logger(__name__)


async def reply(message: Message, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Send HTML messages one after the other as replies, with the keyboard under the last one."""
    for at, text in enumerate(texts, 1):
        method = message.answer(
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True),
            ephemeral_message_parameters=message.as_ephemeral_message_parameters(),
            reply_markup=keyboard if at == len(texts) else None,
        )
        await _deliver(method)


async def rewrite(message: Message, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put HTML in the place of a message of the bot; nothing happens where it says so already."""
    method = message.edit_text(
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=keyboard,
    )
    try:
        await _deliver(method)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise


async def _deliver(method: SendMessage | EditMessageText) -> None:
    try:
        await method
    except TelegramBadRequest as error:
        if "can't parse entities" not in error.message:
            raise
        _log.warning("html_refused", method=type(method).__name__, chat_id=method.chat_id)
        unmarked = method.model_copy(update={"text": plain(method.text or ""), "parse_mode": None})
        await unmarked.as_(method.bot)
