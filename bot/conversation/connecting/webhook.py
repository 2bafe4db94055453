"""Telling Telegram where the webhook is: once for all processes that start together, until it succeeds."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SetWebhook

from bot.conversation.connecting.retry_forever import RetryForever
from knowledge.ports import Clock
from knowledge.spine.leases import Leases

CONNECTIONS: Final = 100
"""The most that Telegram opens. Source: https://core.telegram.org/bots/api#setwebhook"""

_HELD: Final = dt.timedelta(seconds=60)
"""Kept after the call, so that those who start meanwhile need not make it; Telegram takes one a second."""

_ELSEWHERE_SECONDS: Final = 2.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RegisterWebhook:
    """Sets the webhook, or sees that another process has just done so; Telegram may be away meanwhile.

    The call is made even where the address is right already: Telegram does not show the secret that it has.

    Raises:
        TokenRefused: Telegram does not know the token.
    """

    bot: Bot
    webhook: SetWebhook
    leases: Leases
    clock: Clock
    holder: str
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    async def __call__(self) -> None:
        """Try until it is done."""
        retry = RetryForever(self.pause)
        while not await retry(self._done, "setting the webhook"):
            await self.pause(_ELSEWHERE_SECONDS)

    async def _done(self) -> bool:
        now = self.clock.now()
        if not await self.leases.take(lease_of(self.bot.token, self.webhook), self.holder, now, now + _HELD):
            return await self._is_set()
        try:
            await self.bot(self.webhook)
        except TelegramBadRequest as refusal:  # such as a name that leads nowhere: only its own words help
            _log.warning("webhook_refused", reason=refusal.message)
            raise
        _log.info("webhook_set")
        return True

    async def _is_set(self) -> bool:
        """Whether what the other process was to set is there."""
        info = await self.bot.get_webhook_info()
        wanted = self.webhook
        return (info.url, info.max_connections) == (wanted.url, wanted.max_connections) and (
            set(info.allowed_updates or ()) == set(wanted.allowed_updates or ())
        )


def lease_of(token: str, webhook: SetWebhook) -> str:
    """The name of the lease for setting a webhook, of which no secret can be guessed.

    It is another one for another secret: of who sets that, it cannot be seen whether it has been done.
    """
    said = f"{webhook.url} {webhook.secret_token}".encode()
    return f"webhook:{blake2b(said, key=token.encode()[:64], digest_size=8).hexdigest()}"


def webhook_at(url: str, secret: str, updates: list[str]) -> SetWebhook:
    """What Telegram is told: what waits there is kept."""
    return SetWebhook(
        url=url,
        secret_token=secret,
        allowed_updates=updates,
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )
