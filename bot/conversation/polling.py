"""Long polling: one process asks Telegram for updates until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import TelegramObject, User
from aiogram.utils.token import TokenValidationError

from bot.conversation import menu
from bot.conversation.persisting import Persistence

_PATIENCE = 20.0
"""Seconds that running answers get when the bot is told to stop."""


class PollingError(Exception):
    """Polling could not begin."""


class TokenRefused(PollingError):
    """The bot token is malformed, or Telegram does not know it."""


class TelegramUnreachable(PollingError):
    """Telegram's servers cannot be reached, or do not answer now."""


def bot_of(token: str) -> Bot:
    """The bot with this token, which does not give up sending at the first refusal.

    Raises:
        TokenRefused: it does not look like a token at all.
    """
    try:
        bot = Bot(token)
    except TokenValidationError as exc:
        raise TokenRefused from exc
    bot.session.middleware(Persistence())
    return bot


async def introduce(token: str) -> User:
    """Who the bot with this token is, as Telegram says.

    Raises:
        TokenRefused: Telegram does not know the token.
        TelegramUnreachable: the call did not get through.
    """
    async with bot_of(token) as bot:
        with _told_apart():
            return await bot.me()


async def poll(dispatcher: Dispatcher, bot: Bot) -> None:
    """Handle updates until SIGINT or SIGTERM; what waited at Telegram's is handled too.

    Raises:
        TokenRefused: Telegram does not know the token.
        TelegramUnreachable: the first calls did not get through.
    """
    running = _Running()
    dispatcher.update.outer_middleware(running)
    try:
        with _told_apart():
            await bot.me()
            await bot.delete_webhook(drop_pending_updates=False)
            await menu.publish(bot)
        updates = dispatcher.resolve_used_update_types()
        await dispatcher.start_polling(bot, allowed_updates=updates, close_bot_session=False)
        await running.finish()
    finally:
        await bot.session.close()


@contextmanager
def _told_apart() -> Iterator[None]:
    """What Telegram says to the first calls, as failures of polling; a gateway's error page cannot be decoded."""
    try:
        yield
    except (TelegramUnauthorizedError, TelegramNotFound) as exc:
        raise TokenRefused from exc
    except (TelegramAPIError, ClientDecodeError) as exc:
        raise TelegramUnreachable from exc


class _Running(BaseMiddleware):
    """Knows which updates are being handled: Telegram counts them as delivered and never sends them again."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401
        if task := asyncio.current_task():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await handler(event, data)

    async def finish(self) -> None:
        """Wait a little for what has begun."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=_PATIENCE)
