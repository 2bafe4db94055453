"""No chat is sent more than Telegram lets through."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.conversation.requests.best_effort import is_best_effort
from bot.conversation.requests.methods import chat_of, counts
from bot.conversation.requests.refusals import NotNow
from knowledge.spine.pacing import Paces
from knowledge.spine.turns import next_turn

_PATIENCE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Pacing(BaseRequestMiddleware):
    """Waits for the turn of a message or an edit, up to ten seconds; what is best effort does not wait.

    Raises:
        NotNow: the turn comes later than that.
        LibraryUnavailable: the turns are kept in the database, which cannot be reached or written.
    """

    paces: Paces
    pause: Callable[[float], Awaitable[None]]
    """Takes seconds."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request in its turn; what Telegram does not count passes."""
        chat = chat_of(method)
        if chat is not None and counts(method):
            await self._turn(chat, method)
        return await make_request(bot, method)

    async def _turn(self, chat: int, method: TelegramMethod[TelegramType]) -> None:
        patience = 0.0 if is_best_effort() else _PATIENCE
        seconds = await next_turn(self.paces, chat, patience)
        if seconds > patience:
            raise NotNow(method, "the chat has had its share", math.ceil(seconds))
        if seconds > 0:
            await self.pause(seconds)
