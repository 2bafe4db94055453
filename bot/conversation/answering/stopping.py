"""Stopping an answer that is being written: by command, by its button, or by the one that Telegram shows."""

from typing import Final

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageGenerationStopped

from bot.catalogue import Words
from bot.conversation.addressing import LooseCommand
from bot.conversation.answering.running_answers import RunningAnswers, asker_of
from bot.conversation.presses import PersonOrChat
from bot.conversation.sending import notice, reply
from bot.rendering import Audience, sentence

_SAID: Final = {True: None, False: Words.NOTHING_TO_STOP, None: Words.STOP_WISHED}
"""What is said where something was stopped, where there was nothing, and where another process may write."""


class Stop(CallbackData, prefix="stop"):
    """What the button under an unfinished answer says: whose answer it is."""

    asker: PersonOrChat


def keyboard(message: Message, audience: Audience) -> InlineKeyboardMarkup:
    """The button under an unfinished answer to a message."""
    stop = Stop(asker=asker_of(message)).pack()
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=Words.STOP.say(audience.language), callback_data=stop)]]
    )


def router() -> Router:
    """`/stop`, and both buttons."""
    stopping = Router(name="stopping")
    stopping.message.register(by_command, LooseCommand("stop", ignore_case=True))
    stopping.callback_query.register(by_button, Stop.filter())
    stopping.stopped_message_generation.register(by_telegram)
    return stopping


async def by_command(message: Message, running_answers: RunningAnswers, audience: Audience) -> None:
    """Stop what is written for whoever says so; the answer itself tells that it was stopped."""
    said = _SAID[await running_answers.stop_everywhere(message.chat.id, asker_of(message))]
    if said:
        await reply(message, sentence(said.say(audience.language)))


async def by_button(
    callback: CallbackQuery, callback_data: Stop, running_answers: RunningAnswers, audience: Audience
) -> None:
    """Stop the answer above the button, for the one who asked; what was asked as a chat, for everybody.

    A chat's id is negative, and nobody presses a button as a chat.
    """
    if callback_data.asker > 0 and callback.from_user.id != callback_data.asker:
        said: Words | None = Words.NOT_YOUR_ANSWER
    elif callback.message:
        said = _SAID[await running_answers.stop_everywhere(callback.message.chat.id, callback_data.asker)]
    else:
        said = Words.NOTHING_TO_STOP
    await notice(callback, said and said.say(audience.language))


async def by_telegram(stopped: MessageGenerationStopped, running_answers: RunningAnswers) -> None:
    """Stop what is written in a private chat: Telegram's button does not say who pressed it, and need not."""
    await running_answers.stop_everywhere(stopped.chat.id, stopped.chat.id)
