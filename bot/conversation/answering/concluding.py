"""How a question ends: with one final message, the buttons below it, and a note of where it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, assert_never

import structlog
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.catalogue import Words
from bot.catalogue.moments import day
from bot.conversation.answering.opinions import thumbs
from bot.conversation.answering.streaming import Stream
from bot.conversation.presses import Number
from bot.conversation.sending import reply
from bot.rendering import Audience, Before, answer, message_link, unanswered
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Report
from knowledge.records import Answer, Asked, Earlier, Exchange, Listing, Origin, Unanswered

_log = structlog.get_logger(__name__)


class Again(CallbackData, prefix="again"):
    """What the button under a stored answer says: the exchange to be answered anew."""

    exchange: Number


class Want(CallbackData, prefix="want"):
    """What the button under a refusal says: the exchange whose question is to be kept open."""

    exchange: Number


class Conversing(Protocol):
    """`Converse`, as far as a chat needs it."""

    async def __call__(self, text: str, origin: Origin, report: Report | None = None) -> Asked:
        """What came of a question."""
        ...

    async def unasked(self, text: str, origin: Origin, threshold: float) -> Asked:
        """What answers a message that nobody asked the bot, by this threshold."""
        ...

    async def kept(self, text: str, origin: Origin, after: int = 0) -> Asked | None:
        """What an earlier attempt at this very message has kept."""
        ...

    async def has_asked(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether a message has asked anything yet, alone or as a part of what began before it."""
        ...

    async def asked_by(self, exchange_id: int, chat_id: int, user_id: int) -> Exchange | None:
        """An exchange of this chat and person."""
        ...

    async def again(self, exchange: Exchange, report: Report | None = None) -> Asked:
        """What came of its question, anew."""
        ...

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note which messages carry the answer."""
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
    await _note(asked, await stream.finish(texts, _keyboard(asked, audience)), converse)


async def volunteer(message: Message, asked: Asked, converse: Conversing, audience: Audience) -> None:
    """Send what answers a message that nobody asked the bot: without a sound, and only where it is one message."""
    if asked.message_id is not None or not isinstance(asked.outcome, Answer):
        return
    outcome = replace(asked.outcome, notice=None)  # who did not ask is not told of models and quotas
    texts = answer(outcome, audience, _before(asked.earlier, message, audience))
    if not texts[1:]:
        await _note(asked, await reply(message, texts, _keyboard(asked, audience), silent=True), converse)


async def _note(asked: Asked, sent: Sequence[Message], converse: Conversing) -> None:
    chat_id = sent[0].chat.id
    if asked.exchange_id is None:
        _log.warning("exchange_not_kept", chat_id=chat_id)
        return
    try:
        await converse.sent(asked.exchange_id, sent[0].message_id, [one.message_id for one in sent[1:]])
    except LibraryUnavailable:  # the answer is there: only a reply to it will not be understood as one
        _log.warning("answer_not_noted", chat_id=chat_id)


def _before(earlier: Earlier | None, message: Message, audience: Audience) -> Before | None:
    if earlier is None:
        return None
    when = day(audience.day(earlier.asked_at), audience.day(message.date), audience.language)
    href = message_link(message.chat.id, message.chat.username, earlier.message_id) if earlier.message_id else None
    return Before(when, earlier.mode, href)


def _keyboard(asked: Asked, audience: Audience) -> InlineKeyboardMarkup | None:
    number = asked.exchange_id
    if number is None:
        return None
    rows = []
    if asked.earlier is not None:
        rows.append([_button(Words.ASK_AGAIN, Again(exchange=number), audience)])
    elif asked.listing is not Listing.NONE:
        words = Words.TELL_ME if asked.listing is Listing.KEPT else Words.KEEP_OPEN
        rows.append([_button(words, Want(exchange=number), audience)])
    if isinstance(asked.outcome, Answer):
        rows.append(thumbs(number))
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(words: Words, data: CallbackData, audience: Audience) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=words.say(audience.language), callback_data=data.pack())
