"""From what lies in the inbox to the handlers: one update at a time is decoded and worked off."""

import datetime as dt
import json
from dataclasses import dataclass
from secrets import token_hex
from typing import Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError

from bot.conversation.connecting.retry_forever import WAITING
from knowledge.spine.endings import TryAgain, Undecodable
from knowledge.spine.inbox import Claim

_SOON: Final = dt.timedelta(seconds=10)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Handle:
    """Feeds an update to the dispatcher, with its `claim` and whether this is its `last_attempt`.

    Raises:
        Undecodable: aiogram cannot make an update of it.
        TryAgain: it could not be worked off, and can be later.
    """

    dispatcher: Dispatcher
    bot: Bot
    attempts: int

    async def __call__(self, claim: Claim) -> None:
        """Work one update off; one of a kind that is not known yet is done at once."""
        update = self._decoded(claim.payload)
        with structlog.contextvars.bound_contextvars(update_id=claim.update_id, request_id=token_hex(4)):
            if not _is_known(update):
                _log.info("update_of_unknown_kind")
                return
            await self._introduced()
            last = claim.attempt >= self.attempts
            await self.dispatcher.feed_update(self.bot, update, claim=claim, last_attempt=last)

    def _decoded(self, payload: str) -> Update:
        try:
            # Half of a surrogate pair would be refused by whoever encodes it later: it is replaced, as decoders do.
            whole = json.dumps(json.loads(payload), ensure_ascii=False).encode("utf-16", "surrogatepass")
            return Update.model_validate_json(whole.decode("utf-16", "replace"), context={"bot": self.bot})
        except (ValueError, RecursionError) as exc:
            raise Undecodable from exc

    async def _introduced(self) -> None:
        """Handlers ask who the bot is; Telegram is asked once."""
        try:
            await self.bot.me()
        except WAITING as failure:
            raise TryAgain(_SOON, counted=False) from failure


def _is_known(update: Update) -> bool:
    try:
        return bool(update.event_type)
    except UpdateTypeLookupError:
        return False
