"""The button under a stored answer: answer anew."""

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.catalogue import Words
from bot.conversation.concluding import Again, Conversing, conclude
from bot.conversation.stopping import RunningAnswers
from bot.conversation.streaming import streaming
from bot.rendering import Audience
from knowledge.records import Exchange


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
) -> None:
    """Answer below the stored answer, for the one who asked; the button goes, so that it works once."""
    stored, asker = callback.message, callback.from_user
    exchange = stored and await converse.asked_by(callback_data.exchange, stored.chat.id, asker.id)
    if not isinstance(stored, Message) or not isinstance(exchange, Exchange):
        await callback.answer(Words.NOT_YOUR_QUESTION.say(audience.language), show_alert=True)
        return
    await callback.answer()
    if not await _taken_away(stored):
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
