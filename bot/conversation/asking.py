"""Asking: by command, mention, reply or in private; all of them reach the same use case."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TypeAlias, assert_never

from aiogram import Bot, Router
from aiogram.types import Message
from aiogram.utils.chat_action import ChatActionSender

from bot.catalogue import Words
from bot.conversation.addressing import Addressed, LooseCommand, is_private, question_of
from bot.conversation.sending import reply
from bot.rendering import Audience, answer, sentence, unanswered
from knowledge.records import Answer, Unanswered

AnswerQuestion: TypeAlias = Callable[[str], Awaitable[Answer | Unanswered]]


def by_command() -> Router:
    """`/ask`."""
    router = Router(name="asking by command")
    router.message.register(ask, LooseCommand("ask", ignore_case=True))
    return router


def by_address() -> Router:
    """Private text, mentions and replies."""
    router = Router(name="asking by address")
    router.message.register(ask, Addressed())
    return router


async def ask(message: Message, bot: Bot, answer_question: AnswerQuestion, audience: Audience) -> None:
    """Answer a question, or say how to ask one."""
    question = question_of(message, await bot.me())
    if not question:
        await reply(message, sentence(Words.ASK_USAGE.say(audience.language)))
        return
    async with _typing(message, bot):
        outcome = await answer_question(question)
    match outcome:
        case Answer():
            await reply(message, answer(outcome, audience))
        case Unanswered():
            await reply(message, unanswered(outcome, audience))
        case _:
            assert_never(outcome)


def _typing(message: Message, bot: Bot) -> AbstractAsyncContextManager[object]:
    """Show that the bot is at work; a group is left in peace."""
    return ChatActionSender.typing(message.chat.id, bot) if is_private(message) else nullcontext()
