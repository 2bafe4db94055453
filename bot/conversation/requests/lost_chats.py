"""Nothing is sent to a chat that has put the bot out."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.conversation.requests.methods import chat_of, counts
from bot.conversation.requests.refusals import why_lost
from knowledge.ports import Clock
from knowledge.spine.chats import Chats

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LostChats(BaseRequestMiddleware):
    """Refuses what is for a lost chat as Telegram would, and notes which chats are lost.

    Raises:
        LibraryUnavailable: that cannot be read or noted.
    """

    chats: Chats
    clock: Clock

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request; what is no message passes."""
        chat = chat_of(method)
        if chat is None or not counts(method):
            return await make_request(bot, method)
        if await self.chats.is_lost(chat):
            raise TelegramForbiddenError(method, "Forbidden: the chat is lost")
        try:
            return await make_request(bot, method)
        except (TelegramForbiddenError, TelegramBadRequest) as refusal:
            if reason := why_lost(refusal):
                _log.info("chat_lost", chat_id=chat, reason=reason)
                await self.chats.lost(chat, reason, self.clock.now())
            raise
