"""Sending one effect by python-telegram-bot, when its turn comes."""

import contextlib
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

import structlog
from telegram import Bot
from telegram.constants import ParseMode

from bot.publishing import calls
from bot.publishing.earlier import Earlier
from bot.publishing.files import Files
from bot.publishing.outgoing import Outgoing, PayloadRefused
from bot.rendering import plain
from knowledge.errors import LibraryUnavailable
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Later, Outcome, Refused, Sent, Unknown
from knowledge.spine.pacing import Paces
from knowledge.spine.turns import chat_key, next_turn

_NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
_NOT_A_PHOTO: Final = (
    "photo_invalid_dimensions",
    "image_process_failed",
    "photo_save_file_invalid",
    "too big for a photo",
)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SendByBot:
    """Sends effects; one whose turn is to come waits for it in the outbox, where a crash leaves no doubt about it.

    `earlier` knows the messages that may be edited, `files` the bytes that may be sent along.
    """

    bot: Bot
    paces: Paces
    earlier: Earlier | None = None
    files: Files | None = None
    _turns: set[int] = field(default_factory=set)  # the effects that have a turn already

    async def __call__(self, sending: Sending) -> Outcome:
        """What became of it."""
        try:
            outgoing = Outgoing.of_payload(sending.effect.payload)
        except PayloadRefused:
            return Refused("payload")
        try:
            wait = await self._wait(sending)
        except LibraryUnavailable:
            return Later("database")
        if wait > 0:
            return Later("pace", dt.timedelta(seconds=wait))
        outcome = await self._edited_or_sent(sending.effect.chat_id, outgoing)
        await self._hold(sending.effect.chat_id, outcome)
        return outcome

    async def _wait(self, sending: Sending) -> float:
        """Seconds until an effect's turn; it takes one, and has had it when it comes the next time."""
        if sending.id in self._turns:
            self._turns.discard(sending.id)
            return 0.0
        wait = await next_turn(self.paces, sending.effect.chat_id)
        if wait > 0:
            self._turns.add(sending.id)
        return wait

    async def _hold(self, chat_id: int, outcome: Outcome) -> None:
        """What Telegram wants for a chat binds the replies there as well."""
        if isinstance(outcome, Later) and outcome.hold_chat and outcome.after:
            with contextlib.suppress(LibraryUnavailable):
                await self.paces.hold(chat_key(chat_id), outcome.after.total_seconds())

    async def _edited_or_sent(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        """What became of it: in the place of an earlier message if it is to stand there and can, else a new one."""
        try:
            outcome = await self._edited(chat_id, outgoing)
            if outcome is None:
                outcome = await self._sent(chat_id, outgoing)
        except LibraryUnavailable:
            return Later("database")
        if isinstance(outcome, Sent) and outgoing.pin:
            why_not = await calls.pin(self.bot, chat_id, outcome.message_id)
            if why_not is not None:
                _log.warning("not_pinned", chat_id=chat_id, reason=why_not)
        return outcome

    async def _edited(self, chat_id: int, outgoing: Outgoing) -> Outcome | None:
        """What became of the edit; None where there is nothing that can be edited."""
        if outgoing.edits is None or self.earlier is None:
            return None
        message_id = await self.earlier(outgoing.edits, chat_id)
        if message_id is None:
            return None
        outcome = await calls.edit(self.bot, chat_id, message_id, outgoing, ParseMode.HTML)
        if _refused(outcome, "can't parse entities"):
            outgoing = replace(outgoing, html=plain(outgoing.html))
            outcome = await calls.edit(self.bot, chat_id, message_id, outgoing, None)
        if isinstance(outcome, Unknown):
            return Later(outcome.reason)  # to say the same twice in one place does no harm
        if _refused(outcome, "message is not modified"):
            return Sent(message_id)
        return None if _refused(outcome, *_NOT_EDITABLE) else outcome

    async def _sent(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        """What became of the message; where its markup or its topic stands in the way, it goes without."""
        outcome = await self._tried(chat_id, outgoing, ParseMode.HTML)
        if _refused(outcome, "thread not found") and outgoing.topic_id is not None:
            return await self._sent(chat_id, replace(outgoing, topic_id=None))
        if _refused(outcome, *_NOT_A_PHOTO) and outgoing.photo is not None:
            return await self._sent(chat_id, replace(outgoing, photo=None, document=outgoing.photo))
        if _refused(outcome, "can't parse entities"):
            return await self._tried(chat_id, replace(outgoing, html=plain(outgoing.html)), None)
        return outcome

    async def _tried(self, chat_id: int, outgoing: Outgoing, mode: ParseMode | None) -> Outcome:
        kept = outgoing.document or outgoing.photo
        if kept is None:
            return await calls.text(self.bot, chat_id, outgoing, mode)
        data = await self.files(kept) if self.files else None
        if data is None:
            return Refused("file gone")
        return await calls.file(self.bot, chat_id, outgoing, mode, data)


def _refused(outcome: Outcome, *words: str) -> bool:
    """Whether Telegram refused it in such words."""
    return isinstance(outcome, Refused) and any(one in outcome.reason.lower() for one in words)
