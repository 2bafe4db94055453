"""What goes out by itself in a chat in the terminal: the outbox, as far as it is for that chat."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, LinkPreviewOptions, Message, ReplyParameters

from bot.conversation.keyboards import inline
from bot.publishing.earlier import EarlierMessages
from bot.publishing.files import Files
from bot.publishing.outgoing import Outgoing, PayloadRefused
from knowledge.ports import Clock
from knowledge.spine.outbox import Outbox, Sending
from knowledge.weekly.ports import Notes

_SENDER: Final = "terminal"
_SOON: Final = dt.timedelta(seconds=15)
"""Longer than the last message of a note is waited behind."""

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class DeliverHere:
    """Sends what lies in the outbox for one chat of the terminal; what is for others waits for Telegram.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    outbox: Outbox
    files: Files
    notes: Notes
    clock: Clock
    chat_id: int

    async def expects(self) -> bool:
        """Whether a note is to be previewed within moments."""
        return bool(await self.notes.due(self.clock.now() + _SOON, 1))

    async def __call__(self, bot: Bot) -> int:
        """How much went out."""
        sent = 0
        while found := await self.outbox.claim(_SENDER, 1, self.clock.now(), self.chat_id):
            for sending in found:
                await self._deliver(bot, sending)
                sent += 1
        return sent

    async def _deliver(self, bot: Bot, sending: Sending) -> None:
        try:
            message_id = await self._shown(bot, Outgoing.of_payload(sending.effect.payload))
        except (PayloadRefused, TelegramBadRequest) as refused:
            await self.outbox.failed(sending.id, type(refused).__name__, self.clock.now())
        else:
            await self.outbox.sent(sending.id, message_id, self.clock.now())

    async def _shown(self, bot: Bot, outgoing: Outgoing) -> int:
        if outgoing.edits is not None:
            earlier = await EarlierMessages(self.outbox)(outgoing.edits, self.chat_id)
            if earlier is not None and await _edited(bot, self.chat_id, earlier, outgoing):
                return earlier
        return (await self._sent(bot, outgoing)).message_id

    async def _sent(self, bot: Bot, outgoing: Outgoing) -> Message:
        below = outgoing.reply_to
        reply = None if below is None else ReplyParameters(message_id=below, allow_sending_without_reply=True)
        keyboard, kept = inline(outgoing.keyboard), outgoing.document or outgoing.photo
        data = None if kept is None else await self.files(kept)
        if data is None:
            return await bot.send_message(
                self.chat_id,
                outgoing.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=reply,
                reply_markup=keyboard,
            )
        file = BufferedInputFile(data, outgoing.filename or "picture.jpg")
        return await bot.send_document(
            self.chat_id,
            file,
            caption=outgoing.html,
            parse_mode=ParseMode.HTML,
            reply_parameters=reply,
            reply_markup=keyboard,
        )


async def _edited(bot: Bot, chat_id: int, message_id: int, outgoing: Outgoing) -> bool:
    """Whether an earlier message says this now; one of an earlier chat is not there any more."""
    try:
        await bot.edit_message_text(
            outgoing.html,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=inline(outgoing.keyboard),
        )
    except TelegramBadRequest as refusal:
        return "message is not modified" in refusal.message
    return True


def keep_under(folder: Path) -> Callable[[str, bytes], Path]:
    """What keeps the files that the bot sends in a folder, by their own names; the newest takes the older's place."""

    def keep(name: str, data: bytes) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / Path(name).name
        file.write_bytes(data)
        return file

    return keep
