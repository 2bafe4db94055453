"""Long polling: what Telegram has is kept in the inbox, and acknowledged only after that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod
from aiogram.types import User
from aiogram.utils.token import TokenValidationError

from bot import updates
from bot.conversation.connecting.retry_forever import RetryForever, TelegramUnreachable, TokenRefused
from bot.conversation.connecting.telegram_time import TimedSession
from knowledge.ports import Clock
from knowledge.spine.inbox import Inbox

__all__ = ["TelegramUnreachable", "TokenRefused", "bot_of", "introduce", "poll"]

TELEGRAM: Final = "https://api.telegram.org"
_LONG_POLL: Final = 30
_TRANSFER: Final = 15
"""Seconds that the answer to a long poll may take beyond its own."""


class RawUpdates(TelegramMethod[list[Any]]):
    """`getUpdates` whose updates are not decoded: one that cannot be must not hold up the others of its batch.

    Source: https://core.telegram.org/bots/api#getupdates, https://github.com/aiogram/aiogram/issues/1840
    """

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def bot_of(token: str, *, api_url: str = TELEGRAM, clock: Clock | None = None) -> Bot:
    """The bot with this token, at this Bot API server; with a `clock`, it knows how far that is ahead of Telegram's.

    Raises:
        TokenRefused: it does not look like a token at all.
    """
    api = TelegramAPIServer.from_base(api_url)
    try:
        return Bot(token, session=TimedSession(api, clock) if clock else AiohttpSession(api=api))
    except TokenValidationError as exc:
        raise TokenRefused from exc


async def introduce(token: str, *, api_url: str = TELEGRAM) -> User:
    """Who the bot with this token is, as Telegram says.

    Raises:
        TokenRefused: Telegram does not know the token.
        TelegramUnreachable: the call did not get through.
    """
    async with bot_of(token, api_url=api_url) as bot:
        try:
            return await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound) as exc:
            raise TokenRefused from exc
        except (TelegramAPIError, ClientDecodeError) as exc:  # a gateway's error page cannot be decoded
            raise TelegramUnreachable from exc


async def poll(
    bot: Bot, inbox: Inbox, clock: Clock, arrived: Callable[[], None], allowed: Sequence[str] | None = None
) -> None:
    """Keep what Telegram has until cancelled, `allowed` kinds of it; what waited there is kept too.

    Raises:
        TokenRefused: Telegram does not know the token.
    """
    await Poll(bot, inbox, clock, arrived, list(allowed) if allowed else None).run()


@dataclass(slots=True)
class Poll:
    """A loop of long polls; `arrived` is called after each batch that was kept."""

    bot: Bot
    inbox: Inbox
    clock: Clock
    arrived: Callable[[], None]
    allowed: list[str] | None
    retry: RetryForever = field(default_factory=RetryForever)
    _offset: int | None = field(default=None, init=False)

    async def run(self) -> None:
        """Poll until cancelled. With a webhook set, Telegram would refuse every poll.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        await self.retry(lambda: self.bot.delete_webhook(drop_pending_updates=False), "deleting the webhook")
        while True:
            await self.retry(self._round, "polling")

    async def _round(self) -> None:
        """One long poll; its updates are acknowledged by the offset of the next one.

        An empty answer means that nothing is left to acknowledge. The offset is dropped then, because after a week
        without updates Telegram may begin anew at a lower number.
        """
        asked = RawUpdates(offset=self._offset, timeout=_LONG_POLL, allowed_updates=self.allowed)
        came = await self.bot(asked, request_timeout=_LONG_POLL + _TRANSFER)
        batch = [updates.arrived(update) for update in came or ()]
        if batch:
            await self.inbox.keep(batch, self.clock.now())
            self.arrived()
        self._offset = max((one.update_id + 1 for one in batch if one.update_id is not None), default=None)
