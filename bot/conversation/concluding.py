"""How a question ends: with one final message, the buttons below it, and a note of where it stands."""

from typing import Protocol, assert_never

import structlog
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.catalogue import Words
from bot.catalogue.moments import day
from bot.conversation.streaming import Stream
from bot.rendering import Audience, Before, answer, message_link, unanswered
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Report
from knowledge.records import Answer, Asked, Earlier, Exchange, Listing, Origin, Unanswered

_log = structlog.get_logger(__name__)


class Again(CallbackData, prefix="again"):
    """What the button under a stored answer says: the exchange to be answered anew."""

    exchange: int


class Want(CallbackData, prefix="want"):
    """What the button under a refusal says: the exchange whose question is to be kept open."""

    exchange: int


class Conversing(Protocol):
    """`Converse`, as far as a chat needs it."""

    async def __call__(self, text: str, origin: Origin, report: Report | None = None) -> Asked:
        """What came of a question."""
        ...

    async def kept(self, text: str, origin: Origin, after: int = 0) -> Asked | None:
        """What an earlier attempt at this very message has kept."""
        ...

    async def asked_by(self, exchange_id: int, chat_id: int, user_id: int) -> Exchange | None:
        """An exchange of this chat and person."""
        ...

    async def again(self, exchange: Exchange, report: Report | None = None) -> Asked:
        """What came of its question, anew."""
        ...

    async def sent(self, exchange_id: int, message_id: int) -> None:
        """Note which message carries the answer."""
        ...


async def conclude(stream: Stream, asked: Asked, converse: Conversing) -> None:
    """Send what came of a question, and remember by which message; nothing where an earlier attempt has done so."""
    if asked.message_id is not None:
        return
    message, audience = stream.message, stream.audience
    match asked.outcome:
        case Answer() as outcome:
            texts = answer(outcome, audience, _before(asked.earlier, message, audience))
        case Unanswered() as outcome:
            texts = unanswered(outcome, audience, kept_open=asked.listing is Listing.KEPT)
        case _:
            assert_never(asked.outcome)
    sent = await stream.finish(texts, _keyboard(asked, audience))
    if asked.exchange_id is None:
        _log.warning("exchange_not_kept", chat_id=message.chat.id)
        return
    try:
        await converse.sent(asked.exchange_id, sent.message_id)
    except LibraryUnavailable:  # the answer is there: only a reply to it will not be understood as one
        _log.warning("answer_not_noted", chat_id=message.chat.id)


def _before(earlier: Earlier | None, message: Message, audience: Audience) -> Before | None:
    if earlier is None:
        return None
    when = day(audience.day(earlier.asked_at), audience.day(message.date), audience.language)
    href = message_link(message.chat.id, message.chat.username, earlier.message_id) if earlier.message_id else None
    return Before(when, earlier.mode, href)


def _keyboard(asked: Asked, audience: Audience) -> InlineKeyboardMarkup | None:
    if asked.exchange_id is None:
        return None
    if asked.earlier is not None:
        return _button(Words.ASK_AGAIN, Again(exchange=asked.exchange_id), audience)
    if asked.listing is not Listing.NONE:
        words = Words.TELL_ME if asked.listing is Listing.KEPT else Words.KEEP_OPEN
        return _button(words, Want(exchange=asked.exchange_id), audience)
    return None


def _button(words: Words, data: CallbackData, audience: Audience) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text=words.say(audience.language), callback_data=data.pack())
    return InlineKeyboardMarkup(inline_keyboard=[[button]])
