"""Sending again what Telegram did not take at once, so that an answer is not lost to a busy moment."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType

_AGAIN = 2
_SHORT = 1.0
_LONGEST = 60.0
_log = structlog.get_logger(__name__)

_worth_repeating = ContextVar("worth_repeating", default=True)

_PASSING = (TelegramRetryAfter, TelegramServerError, TelegramNetworkError, ClientDecodeError)
"""Failures that may be over in a moment; a gateway's error page cannot be decoded."""


@contextmanager
def once() -> Iterator[None]:
    """Around calls that are not to be made again: what they show will be out of date by then."""
    token = _worth_repeating.set(False)
    try:
        yield
    finally:
        _worth_repeating.reset(token)


@dataclass(frozen=True, slots=True)
class Persistence(BaseRequestMiddleware):
    """Sends a message or an edit again, at most twice: after a pause, or in the chat that the group has become.

    Telegram says how long to wait where it wants less traffic; beyond a minute the message is given up.
    A message whose confirmation was lost on the way comes twice, which is better than not at all.
    """

    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request; every other method passes as it is."""
        again = isinstance(method, SendMessage | EditMessageText) and _worth_repeating.get()
        for _ in range(_AGAIN if again else 0):
            try:
                return await make_request(bot, method)
            except TelegramMigrateToChat as moved:
                method = method.model_copy(update={"chat_id": moved.migrate_to_chat_id})
            except _PASSING as refusal:
                await self._wait(refusal)
        return await make_request(bot, method)

    async def _wait(self, refusal: AiogramError) -> None:
        seconds = refusal.retry_after if isinstance(refusal, TelegramRetryAfter) else _SHORT
        if seconds > _LONGEST:
            raise refusal
        _log.info("sending_waits", error=type(refusal).__name__, seconds=seconds)
        await self.pause(seconds)
