"""Sending again what Telegram did not take at once, so that an answer is not lost to a busy moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import AiogramError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.conversation.requests.best_effort import is_best_effort
from bot.conversation.requests.methods import chat_of, counts, makes_message
from bot.conversation.requests.refusals import PASSING, NotNow, is_certain
from bot.metrics import Metrics
from knowledge.spine.chats import Chats
from knowledge.spine.pacing import Paces
from knowledge.spine.turns import chat_key

_AGAIN: Final = 2
_SECONDS: Final = 1.0
_LONGEST: Final = 5
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Retrying(BaseRequestMiddleware):
    """Makes a message or an edit again, at most twice: after a pause, or in the chat that the group has become.

    How long Telegram wants silence in a chat is told to everybody who sends there. Up to five seconds of it are waited
    for here; beyond that the refusal goes up, and the update waits instead. A message whose confirmation was lost on
    the way comes twice, which is better than not at all.
    """

    chats: Chats
    paces: Paces
    metrics: Metrics
    pause: Callable[[float], Awaitable[None]]
    """Takes seconds."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request; every other method passes as it is."""
        again = counts(method) and not is_best_effort()
        for _ in range(_AGAIN if again else 0):
            try:
                return await make_request(bot, method)
            except TelegramMigrateToChat as moved:
                method = await self._moved(method, moved)
            except NotNow:
                raise
            except TelegramRetryAfter as refusal:
                await self._hold(method, refusal)
            except PASSING as failure:
                await self._breathe(method, failure)
        return await self._last(make_request, bot, method)

    async def _last(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except NotNow:
            raise
        except TelegramRetryAfter as refusal:
            if counts(method):
                await self._hold(method, refusal)
            raise

    async def _hold(self, method: TelegramMethod[TelegramType], refusal: TelegramRetryAfter) -> None:
        """Keep the chat quiet as long as Telegram wants: the next turn there, ours too, comes no sooner."""
        chat = chat_of(method)
        _log.info("chat_held", chat_id=chat, seconds=refusal.retry_after)
        if chat is not None:
            await self.paces.hold(chat_key(chat), refusal.retry_after)
        if refusal.retry_after > _LONGEST:
            raise refusal

    async def _breathe(self, method: TelegramMethod[TelegramType], failure: AiogramError) -> None:
        _log.info("sending_waits", error=type(failure).__name__)
        if makes_message(method) and not is_certain(failure):
            _log.warning("reply_maybe_doubled", chat_id=chat_of(method))
            self.metrics.maybe_doubled()
        await self.pause(_SECONDS)

    async def _moved(
        self, method: TelegramMethod[TelegramType], moved: TelegramMigrateToChat
    ) -> TelegramMethod[TelegramType]:
        """The same for the new chat; the numbers of messages are others there, so it replies to none."""
        old, new = chat_of(method), moved.migrate_to_chat_id
        if old is not None:
            await self.chats.moved(old, new)
        return method.model_copy(update={"chat_id": new, "reply_parameters": None})
