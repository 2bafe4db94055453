"""Each message of an update once, however often the update is worked off."""

from dataclasses import dataclass
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, InlineKeyboardMarkup, Message

from bot.conversation.requests.methods import chat_of, digest, makes_message
from bot.conversation.requests.refusals import is_certain
from bot.conversation.requests.slots import slots
from bot.metrics import Metrics
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.spine.replies import Replies, Reply, Slot

_CANNOT_BE_EDITED = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OnceOnly(BaseRequestMiddleware):
    """Sends what an earlier attempt at the same update has not sent; where that said something else, it is edited.

    Between sending and noting lies the one moment after which nobody knows: a process that dies there, or a reply of
    Telegram's that is lost, makes the message come twice, because a question must end with an answer. It is logged as
    `reply_maybe_doubled`.

    Raises:
        LibraryUnavailable: what was sent before cannot be asked.
    """

    replies: Replies
    clock: Clock
    metrics: Metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request, or say what it came to before; whatever makes no message passes."""
        numbered, chat = slots(), chat_of(method)
        if numbered is None or chat is None or not makes_message(method):
            return await make_request(bot, method)
        slot = numbered.take()
        try:
            sent = await self._into(slot, chat, make_request, bot, method)
        except BaseException:
            numbered.give_back(slot)
            raise
        return cast("Response[TelegramType]", sent)

    async def _into(
        self, slot: Slot, chat: int, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
    ) -> Message:
        says = digest(bot, method)
        known = await self.replies.begin(slot, chat, says, self.clock.now())
        try:
            sent = await self._put(known, says, make_request, bot, method)
        except AiogramError as refusal:
            if known is None and is_certain(refusal):
                await self._withdraw(slot)
            raise
        if known is None or (known.message_id, known.digest) != (sent.message_id, says):
            await self._note(slot, says, sent.message_id)
        return sent

    async def _put(
        self,
        known: Reply | None,
        says: str,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Message:
        if known is None or known.message_id is None:
            if known is not None:
                _log.warning("reply_maybe_doubled", chat_id=known.chat_id)
                self.metrics.maybe_doubled()
            return cast("Message", await make_request(bot, method))
        there = self._stand_in(known.chat_id, known.message_id, method).as_(bot)
        # an ephemeral message has the number 0, and nothing but a text is ever rewritten
        if known.digest == says or not known.message_id or not isinstance(method, SendMessage):
            return there
        try:
            edited: object = await make_request(bot, _edit(method, known))
        except TelegramBadRequest as refusal:
            if "message is not modified" in refusal.message:
                return there
            if not any(words in refusal.message for words in _CANNOT_BE_EDITED):
                raise
            return cast("Message", await make_request(bot, method))
        return edited if isinstance(edited, Message) else there

    def _stand_in(self, chat_id: int, message_id: int, method: TelegramMethod[Any]) -> Message:
        """A message of an earlier attempt, as far as those who sent it look at it."""
        return Message(
            message_id=message_id,
            date=self.clock.now(),
            chat=Chat(id=chat_id, type=ChatType.PRIVATE if chat_id > 0 else ChatType.SUPERGROUP),
            message_thread_id=getattr(method, "message_thread_id", None),
            text=getattr(method, "text", None),
        )

    async def _note(self, slot: Slot, says: str, message_id: int) -> None:
        try:
            await self.replies.sent(slot, says, message_id)
        except LibraryUnavailable:  # it is there: whoever waits for it must not wait for our books
            _log.warning("reply_not_noted", update_id=slot.update_id, n=slot.n)

    async def _withdraw(self, slot: Slot) -> None:
        try:
            await self.replies.withdraw(slot)
        except LibraryUnavailable:
            _log.warning("reply_not_withdrawn", update_id=slot.update_id, n=slot.n)


def _edit(method: SendMessage, known: Reply) -> EditMessageText:
    """The same words as an edit."""
    return EditMessageText(
        chat_id=known.chat_id,
        message_id=known.message_id,
        text=method.text,
        parse_mode=method.parse_mode,
        entities=method.entities,
        link_preview_options=method.link_preview_options,
        reply_markup=method.reply_markup if isinstance(method.reply_markup, InlineKeyboardMarkup) else None,
    )
