"""How a message goes out: as a reply, in its topic, without previews, with plain text as the way out."""

from collections.abc import Sequence
from typing import Any

import structlog
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessageDraft, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.rendering import plain

_log = structlog.get_logger(__name__)


async def reply(
    message: Message, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None = None, *, silent: bool = False
) -> list[Message]:
    """Send HTML messages one after the other as replies, with the keyboard under the last one; they as they stand.

    `silent` ones make no sound.
    """
    sent = [await _reply(message, text, None, silent=silent) for text in texts[:-1]]
    sent.append(await _reply(message, texts[-1], keyboard, silent=silent))
    return sent


async def _reply(message: Message, text: str, keyboard: InlineKeyboardMarkup | None, *, silent: bool) -> Message:
    method = message.answer(
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True),
        ephemeral_message_parameters=message.as_ephemeral_message_parameters(),
        reply_markup=keyboard,
        disable_notification=silent or None,
    )
    return await _deliver(method, text)


async def rewrite(message: Message, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put HTML in the place of a message of the bot; nothing happens where it says so already."""
    method = message.edit_text(
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=keyboard,
    )
    try:
        await _deliver(method, text)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise


async def notice(
    callback: CallbackQuery, text: str | None = None, *, alert: bool = False, url: str | None = None
) -> None:
    """Answer a button, with a word or a link to the bot; nothing happens where it was pressed too long ago for that."""
    try:
        await callback.answer(text, show_alert=alert, url=url)
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise


async def draft(message: Message, text: str) -> None:
    """Show HTML in a private chat as what the bot is writing, with a button that stops it.

    It goes after 30 seconds by itself, or when a message comes. https://core.telegram.org/bots/api#sendmessagedraft
    """
    method = SendMessageDraft(
        chat_id=message.chat.id,
        draft_id=message.message_id,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        text=text,
        parse_mode=ParseMode.HTML,
        can_stop=True,
    )
    await _deliver(method.as_(message.bot), text)


async def _deliver(method: TelegramMethod[TelegramType], text: str) -> TelegramType:
    """Make the call; what Telegram does not take of it is left out: the HTML, or what it replies to."""
    try:
        return await method
    except TelegramBadRequest as error:
        left_out = _stumbling(method, text, error.message.lower())
        if not left_out:
            raise
        names, chat_id = sorted(left_out), getattr(method, "chat_id", None)
        _log.warning("sent_with_less", method=type(method).__name__, chat_id=chat_id, without=names)
        lighter = method.model_copy(update=left_out).as_(method.bot)
    return await _deliver(lighter, text)


def _stumbling(method: TelegramMethod[Any], text: str, refusal: str) -> dict[str, Any]:
    """What to change after a refusal in these words; nothing where that has been done, or would not help."""
    if "can't parse entities" in refusal and getattr(method, "parse_mode", None):
        return {"text": plain(text), "parse_mode": None}
    if "replied" in refusal and "not found" in refusal and getattr(method, "reply_parameters", None):
        return {"reply_parameters": None}
    return {}
