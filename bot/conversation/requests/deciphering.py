"""What comes back and is not Telegram's way of answering is one kind of failure."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


@dataclass(frozen=True, slots=True)
class Deciphering(BaseRequestMiddleware):
    """Raises aiogram's own error for two kinds of answer that it stumbles over.

    A failure of the server may come without a description, in which it looks for a word; a gateway's page may be in
    another encoding than it says.

    Raises:
        ClientDecodeError: the answer cannot be read.
    """

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request."""
        try:
            return await make_request(bot, method)
        except (TypeError, UnicodeDecodeError) as exc:
            raise ClientDecodeError("Failed to read the answer", exc, None) from exc
