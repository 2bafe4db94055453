"""Stopping an answer that is being written: by command, by its button, or by the one that Telegram shows."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageGenerationStopped

from bot.catalogue import Words
from bot.conversation.addressing import LooseCommand
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence

_Asker: TypeAlias = tuple[int, int]
"""A chat, and who asked there."""


class Stop(CallbackData, prefix="stop"):
    """What the button under an unfinished answer says: whose answer it is."""

    asker: int


class RunningAnswer:
    """One answer that is being written by the current task."""

    def __init__(self) -> None:
        self._task = asyncio.current_task()
        self.stopped = False
        self._final = False

    def stop(self) -> None:
        """Cancel its task, at most once, and not while its final message is being sent."""
        if self._task and not self.stopped and not self._final:
            self.stopped = True
            self._task.cancel()

    def finish(self) -> None:
        """From now on it cannot be stopped any more."""
        self._final = True

    def was_stopped(self) -> bool:
        """Whether a cancellation that has arrived is ours, and only ours; it is taken back then."""
        return self.stopped and self._task is not None and self._task.uncancel() == 0


class RunningAnswers:
    """Which answers are being written in this process."""

    def __init__(self) -> None:
        self._running: dict[_Asker, list[RunningAnswer]] = {}

    @contextmanager
    def running(self, message: Message) -> Iterator[RunningAnswer]:
        """The answer to a message, while it is written."""
        key, answer = (message.chat.id, asker_of(message)), RunningAnswer()
        self._running.setdefault(key, []).append(answer)
        try:
            yield answer
        finally:
            self._running[key].remove(answer)
            if not self._running[key]:
                del self._running[key]

    def stop(self, chat: int, asker: int) -> bool:
        """Stop all that is being written for somebody in a chat; whether there was anything."""
        running = self._running.get((chat, asker), [])
        for answer in running:
            answer.stop()
        return bool(running)


def asker_of(message: Message) -> int:
    """Who asked; an anonymous admin is the group."""
    who = message.sender_chat or message.from_user or message.chat
    return who.id


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
    if not running_answers.stop(message.chat.id, asker_of(message)):
        await reply(message, sentence(Words.NOTHING_TO_STOP.say(audience.language)))


async def by_button(
    callback: CallbackQuery, callback_data: Stop, running_answers: RunningAnswers, audience: Audience
) -> None:
    """Stop the answer above the button, for the one who asked; what was asked as a chat, for everybody.

    A chat's id is negative, and nobody presses a button as a chat.
    """
    if callback_data.asker > 0 and callback.from_user.id != callback_data.asker:
        await callback.answer(Words.NOT_YOUR_ANSWER.say(audience.language))
    elif callback.message and running_answers.stop(callback.message.chat.id, callback_data.asker):
        await callback.answer()
    else:
        await callback.answer(Words.NOTHING_TO_STOP.say(audience.language))


async def by_telegram(stopped: MessageGenerationStopped, running_answers: RunningAnswers) -> None:
    """Stop what is written in a private chat: Telegram's button does not say who pressed it, and need not."""
    running_answers.stop(stopped.chat.id, stopped.chat.id)
