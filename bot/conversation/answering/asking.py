"""Asking: by command, mention, reply or in private; all of them reach the same use case."""

import datetime as dt
from typing import Final

from aiogram import Bot, Router
from aiogram.filters import and_f, invert_f, or_f
from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.addressing import Addressed, LooseCommand, question_of
from bot.conversation.answering.acknowledging import SEEN, at_work, react
from bot.conversation.answering.bursts import gathered
from bot.conversation.answering.concluding import Conversing, conclude
from bot.conversation.answering.heeding import Heeded
from bot.conversation.answering.metered import Quotas, metered
from bot.conversation.answering.origins import origin_of
from bot.conversation.answering.running_answers import RunningAnswers
from bot.conversation.answering.staleness import Stale
from bot.conversation.answering.streaming import AT_THE_END, streaming
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.language.courtesies import is_courtesy
from knowledge.spine.inbox import Claim

_SECOND_THOUGHTS: Final = dt.timedelta(minutes=2)
"""So long after it was sent, a message may still become a question by being edited."""


def by_command() -> Router:
    """`/ask`."""
    router = Router(name="asking by command")
    router.message.register(ask, LooseCommand("ask", ignore_case=True))
    return router


def by_address() -> Router:
    """Private text, mentions and replies; and what becomes a question by being edited."""
    router = Router(name="asking by address")
    router.message.middleware(gathered)
    router.message.register(nod, Addressed(), Heeded(), _asks_nothing)
    router.message.register(ask, Addressed(), Heeded())
    asks = or_f(LooseCommand("ask", ignore_case=True), and_f(Addressed(), Heeded(), invert_f(_asks_nothing)))
    router.edited_message.register(ask_after_all, _edited_soon, asks, ~Stale())
    return router


async def ask(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    bot: Bot,
    converse: Conversing,
    audience: Audience,
    running_answers: RunningAnswers,
    metering: Quotas | None = None,
    claim: Claim | None = None,
) -> None:
    """Answer a question, or say how to ask one; what an earlier attempt at it has kept is the answer.

    An attempt that follows another shows a group nothing but the end: that one may have used up the edits.

    Raises:
        QuotaSpent: the person or the chat has asked too much.
    """
    me = await bot.me()
    question, origin = question_of(message, me), origin_of(message, me)
    if not question:
        await reply(message, sentence(Words.ASK_USAGE.say(audience.language)))
        return
    again = claim is not None and claim.attempt > 1
    working = at_work(message, bot, tried_before=again)
    async with working, streaming(message, bot, audience, running_answers, AT_THE_END if again else None) as stream:
        asked = await converse.kept(question, origin) if claim else None
        asked = asked or await metered(metering, origin, lambda: converse(question, origin, stream.show), stream.taken)
        await conclude(stream, asked, converse)


async def ask_after_all(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    bot: Bot,
    converse: Conversing,
    audience: Audience,
    running_answers: RunningAnswers,
    metering: Quotas | None = None,
    claim: Claim | None = None,
) -> None:
    """Answer what was edited into a question; what has been asked already is not asked again in other words."""
    me = await bot.me()
    question, origin = question_of(message, me), origin_of(message, me)
    own = claim is not None and await converse.kept(question, origin) is not None
    if question and (own or not await converse.has_asked(origin, message.date)):
        await ask(message, bot, converse, audience, running_answers, metering, claim)


async def nod(message: Message) -> None:
    """React to thanks and the like: answering once more what was answered is no reply to them."""
    await react(message, SEEN)


async def _asks_nothing(message: Message, bot: Bot) -> bool:
    return is_courtesy(question_of(message, await bot.me()))


def _edited_soon(message: Message) -> bool:
    if message.edit_date is None:
        return False
    edited_at = dt.datetime.fromtimestamp(message.edit_date, dt.UTC)
    return edited_at - message.date <= _SECOND_THOUGHTS
