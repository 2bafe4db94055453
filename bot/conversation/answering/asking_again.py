"""The button under a stored answer: answer anew."""

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.catalogue import Words
from bot.conversation.answering.concluding import Again, Conversing, conclude
from bot.conversation.answering.metered import Quotas, admitted, written
from bot.conversation.answering.opinions import is_opinion
from bot.conversation.answering.running_answers import RunningAnswers
from bot.conversation.answering.streaming import AT_THE_END, streaming
from bot.conversation.sending import notice
from bot.rendering import Audience
from knowledge.records import Exchange
from knowledge.spine.inbox import Claim


def router() -> Router:
    """The button."""
    again = Router(name="asking again")
    again.callback_query.register(answer_anew, Again.filter())
    return again


async def answer_anew(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    callback: CallbackQuery,
    callback_data: Again,
    bot: Bot,
    converse: Conversing,
    audience: Audience,
    running_answers: RunningAnswers,
    metering: Quotas | None = None,
    claim: Claim | None = None,
) -> None:
    """Answer below the stored answer, for the one who asked; the button goes, so that it works once.

    An update that is worked off again finds it gone by its own hand: what it has kept tells whether it came to an end.

    Raises:
        QuotaSpent: the person or the chat has asked too much; the button stays.
    """
    stored, asker = callback.message, callback.from_user
    exchange = stored and await converse.asked_by(callback_data.exchange, stored.chat.id, asker.id)
    if not isinstance(stored, Message) or not isinstance(exchange, Exchange):
        await notice(callback, Words.NOT_YOUR_QUESTION.say(audience.language), alert=True)
        return
    kept = await converse.kept(exchange.typed, exchange.origin, exchange.id) if claim else None
    if kept is None:
        await admitted(metering, exchange.origin)
    await notice(callback)
    question = stored.model_copy(update={"from_user": asker}).as_(bot)  # so that the asker can stop the answer
    if not await _taken_away(stored) and claim is None:
        return
    again = claim is not None and claim.attempt > 1
    async with streaming(question, bot, audience, running_answers, AT_THE_END if again else None) as stream:
        asked = kept or await written(
            metering, exchange.origin, lambda: converse.again(exchange, stream.show), stream.taken
        )
        await conclude(stream, asked, converse)


async def _taken_away(stored: Message) -> bool:
    """Whether the button went just now, and the thumbs stayed; it is gone already where it was pressed twice."""
    rows = [row for row in (stored.reply_markup.inline_keyboard if stored.reply_markup else []) if is_opinion(row[0])]
    try:
        await stored.edit_reply_markup(reply_markup=InlineKeyboardMarkup(inline_keyboard=rows) if rows else None)
    except TelegramBadRequest as error:
        if "message is not modified" in error.message:
            return False
        raise
    return True
