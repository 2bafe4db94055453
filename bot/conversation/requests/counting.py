"""What Telegram did not take is counted."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import AiogramError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.conversation.requests.methods import counts
from bot.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Counting(BaseRequestMiddleware):
    """Counts each message and edit that failed, every try of it."""

    metrics: Metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request."""
        try:
            return await make_request(bot, method)
        except AiogramError as error:
            if counts(method):
                self.metrics.send_failed(type(error).__name__)
            raise
