"""The button under a stored answer: answer anew."""

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.catalogue import Words
from bot.conversation.concluding import Again, Conversing, conclude
from bot.conversation.running_answers import RunningAnswers
from bot.conversation.sending import notice
from bot.conversation.streaming import streaming
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
    claim: Claim | None = None,
) -> None:
    """Answer below the stored answer, for the one who asked; the button goes, so that it works once.

    An update that is worked off again finds it gone by its own hand: what it has kept tells whether it came to an end.
    """
    stored, asker = callback.message, callback.from_user
    exchange = stored and await converse.asked_by(callback_data.exchange, stored.chat.id, asker.id)
    if not isinstance(stored, Message) or not isinstance(exchange, Exchange):
        await notice(callback, Words.NOT_YOUR_QUESTION.say(audience.language), alert=True)
        return
    await notice(callback)
    if not await _taken_away(stored) and claim is None:
        return
    question = stored.model_copy(update={"from_user": asker}).as_(bot)  # so that the asker can stop the answer
    async with streaming(question, bot, audience, running_answers) as stream:
        await conclude(stream, await converse.again(exchange, stream.show), converse)


async def _taken_away(stored: Message) -> bool:
    """Whether the button went just now; it is gone already where it was pressed twice."""
    try:
        await stored.edit_reply_markup(reply_markup=None)
    except TelegramBadRequest as error:
        if "message is not modified" in error.message:
            return False
        raise
    return True
