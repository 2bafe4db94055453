"""Asking: by command, mention, reply or in private; all of them reach the same use case."""

from contextlib import AbstractAsyncContextManager, nullcontext

from aiogram import Bot, Router
from aiogram.types import Message
from aiogram.utils.chat_action import ChatActionSender

from bot.catalogue import Words
from bot.conversation.addressing import Addressed, LooseCommand, is_private, question_of
from bot.conversation.concluding import Conversing, conclude
from bot.conversation.origins import origin_of
from bot.conversation.running_answers import RunningAnswers
from bot.conversation.sending import reply
from bot.conversation.streaming import streaming
from bot.rendering import Audience, sentence
from knowledge.spine.inbox import Claim


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


async def ask(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    bot: Bot,
    converse: Conversing,
    audience: Audience,
    running_answers: RunningAnswers,
    claim: Claim | None = None,
) -> None:
    """Answer a question, or say how to ask one; what an earlier attempt at it has kept is the answer."""
    question = question_of(message, await bot.me())
    if not question:
        await reply(message, sentence(Words.ASK_USAGE.say(audience.language)))
        return
    async with _typing(message, bot), streaming(message, bot, audience, running_answers) as stream:
        origin = origin_of(message)
        kept = await converse.kept(question, origin) if claim else None
        await conclude(stream, kept or await converse(question, origin, stream.show), converse)


def _typing(message: Message, bot: Bot) -> AbstractAsyncContextManager[object]:
    """Show that the bot is at work; a group is left in peace."""
    return ChatActionSender.typing(message.chat.id, bot) if is_private(message) else nullcontext()
