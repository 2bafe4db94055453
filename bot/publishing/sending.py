"""Sending one effect by python-telegram-bot, when its turn comes."""

import contextlib
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.publishing.failures import outcome_of
from bot.publishing.outgoing import Outgoing, PayloadRefused
from bot.rendering import plain
from knowledge.errors import LibraryUnavailable
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Later, Outcome, Refused, Sent
from knowledge.spine.pacing import Paces
from knowledge.spine.turns import chat_key, next_turn

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class SendByBot:
    """Sends effects; one whose turn is to come waits for it in the outbox, where a crash leaves no doubt about it."""

    bot: Bot
    paces: Paces
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
        outcome = await self._sent(sending.effect.chat_id, outgoing)
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

    async def _sent(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        """What became of the message; where its markup or its topic stands in the way, it goes without."""
        outcome = await self._tried(chat_id, outgoing, ParseMode.HTML)
        match outcome:
            case Refused(reason) if "thread not found" in reason.lower() and outgoing.topic_id is not None:
                return await self._sent(chat_id, replace(outgoing, topic_id=None))
            case Refused(reason) if "can't parse entities" in reason.lower():
                return await self._tried(chat_id, replace(outgoing, html=plain(outgoing.html)), None)
            case _:
                return outcome

    async def _tried(self, chat_id: int, outgoing: Outgoing, markup: ParseMode | None) -> Outcome:
        below = outgoing.reply_to
        try:
            message = await self.bot.send_message(
                chat_id,
                outgoing.html,
                parse_mode=markup,
                message_thread_id=outgoing.topic_id,
                disable_notification=outgoing.silent,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=None if below is None else ReplyParameters(below, allow_sending_without_reply=True),
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message.message_id)
