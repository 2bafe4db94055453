"""Questions that have waited too long: nobody wants an answer to what was asked hours ago."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.filters import Filter, and_f, or_f
from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.addressing import Addressed, LooseCommand, UnknownCommand, question_of
from bot.conversation.answering.concluding import Conversing
from bot.conversation.answering.heeding import Heeded
from bot.conversation.answering.origins import origin_of
from bot.conversation.connecting.telegram_time import ahead_of_telegram
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.ports import Clock
from knowledge.spine.inbox import Claim
from knowledge.spine.leases import Leases

STALE_AFTER: Final = dt.timedelta(minutes=10)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Absence:
    """How long a message has waited, and whether its chat has been told that the bot was away."""

    leases: Leases
    clock: Clock

    def is_stale(self, message: Message, ahead: dt.timedelta) -> bool:
        """Whether it has waited too long, at Telegram's or here; `ahead` is our clock of Telegram's."""
        return self.clock.now() - ahead - message.date > STALE_AFTER

    async def is_first(self, message: Message, claim: Claim) -> bool:
        """Whether this is the message by which its chat is told; the same one again where it is tried again.

        Raises:
            LibraryUnavailable: that cannot be asked.
        """
        now = self.clock.now()
        return await self.leases.take(f"away:{message.chat.id}", str(claim.update_id), now, now + STALE_AFTER)


class Stale(Filter):
    """Lets through what has waited too long; never what nobody keeps waiting, as in the terminal.

    Nor what an earlier attempt has answered before its process died: its words would take the answer's place.
    """

    async def __call__(
        self,
        message: Message,
        bot: Bot,
        converse: Conversing,
        absence: Absence | None = None,
        claim: Claim | None = None,
    ) -> bool:
        """Whether the message has waited too long."""
        if absence is None or claim is None or not absence.is_stale(message, ahead_of_telegram(bot)):
            return False
        me = await bot.me()
        return await converse.kept(question_of(message, me), origin_of(message, me)) is None


def router() -> Router:
    """Stale stops and stale questions; a greeting and a button are never stale."""
    stale = Router(name="staleness")
    stale.message.register(let_be, LooseCommand("stop", ignore_case=True), Stale())
    lookups = LooseCommand("ask", "search", "sources", "entry", "questions", ignore_case=True)
    stale.message.register(pass_over, or_f(lookups, and_f(Addressed(), Heeded()), UnknownCommand()), Stale())
    return stale


async def let_be(_message: Message) -> None:
    """Do nothing: what was to be stopped is over."""


async def pass_over(message: Message, absence: Absence, claim: Claim, audience: Audience) -> None:
    """Say once in each chat that the bot was away."""
    _log.info("question_stale", chat_id=message.chat.id)
    if await absence.is_first(message, claim):
        await reply(message, sentence(Words.WAS_AWAY.say(audience.language)))
