"""The calls of python-telegram-bot behind one outgoing message."""

import io
from typing import Any, Final

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import FileSizeLimit, MessageLimit, ParseMode
from telegram.error import TelegramError

from bot.buttons import Keyboard
from bot.publishing.failures import outcome_of
from bot.publishing.outgoing import Outgoing
from bot.rendering import plain
from knowledge.spine.outcomes import Outcome, Refused, Sent

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


def markup_of(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The keyboard under a message; None where there are no buttons."""
    rows = [[InlineKeyboardButton(one.text, one.url, one.data) for one in row] for row in keyboard if row]
    return InlineKeyboardMarkup(rows) if rows else None


async def text(bot: Bot, chat_id: int, outgoing: Outgoing, mode: ParseMode | None) -> Outcome:
    """Send a message of words alone."""
    try:
        message = await bot.send_message(
            chat_id, outgoing.html, parse_mode=mode, link_preview_options=_NO_PREVIEW, **_place(outgoing)
        )
    except TelegramError as error:
        return outcome_of(error)
    return Sent(message.message_id)


async def file(bot: Bot, chat_id: int, outgoing: Outgoing, mode: ParseMode | None, data: bytes) -> Outcome:
    """Send a document or a photo; the words below it are cut where Telegram would not take all of them."""
    if len(data) > FileSizeLimit.FILESIZE_UPLOAD:
        return Refused("file too large")
    caption, mode = _caption(outgoing.html, mode)
    sent = InputFile(io.BytesIO(data), filename=outgoing.filename or None)
    send: Any = bot.send_document if outgoing.document is not None else bot.send_photo
    try:
        message = await send(chat_id, sent, caption=caption or None, parse_mode=mode, **_place(outgoing))
    except TelegramError as error:
        return outcome_of(error)
    return Sent(message.message_id)


async def edit(bot: Bot, chat_id: int, message_id: int, outgoing: Outgoing, mode: ParseMode | None) -> Outcome:
    """Put other words and buttons in the place of a message's; a file stays as it is."""
    here: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "parse_mode": mode}
    keyboard = markup_of(outgoing.keyboard)
    try:
        if outgoing.document is None and outgoing.photo is None:
            await bot.edit_message_text(outgoing.html, link_preview_options=_NO_PREVIEW, reply_markup=keyboard, **here)
        else:
            caption, here["parse_mode"] = _caption(outgoing.html, mode)
            await bot.edit_message_caption(caption=caption, reply_markup=keyboard, **here)
    except TelegramError as error:
        return outcome_of(error)
    return Sent(message_id)


async def pin(bot: Bot, chat_id: int, message_id: int) -> str | None:
    """Pin a message without a sound; why not, where it could not be done."""
    try:
        await bot.pin_chat_message(chat_id, message_id, disable_notification=True)
    except TelegramError as error:
        return error.message
    return None


def _place(outgoing: Outgoing) -> dict[str, Any]:
    below = outgoing.reply_to
    return {
        "message_thread_id": outgoing.topic_id,
        "disable_notification": outgoing.silent,
        "reply_parameters": None if below is None else ReplyParameters(below, allow_sending_without_reply=True),
        "reply_markup": markup_of(outgoing.keyboard),
    }


def _caption(html: str, mode: ParseMode | None) -> tuple[str, ParseMode | None]:
    words = plain(html) if mode else html
    if len(words.encode("utf-16-le")) // 2 <= MessageLimit.CAPTION_LENGTH:
        return html, mode
    cut = words.encode("utf-16-le")[: 2 * (MessageLimit.CAPTION_LENGTH - 1)].decode("utf-16-le", "ignore")
    return f"{cut}…", None
