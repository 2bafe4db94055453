"""To whom the bot speaks in a group, of those who speak to it."""

from aiogram.filters import Filter
from aiogram.types import Message

from bot.conversation.addressing import is_private, text_of
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.records import Addressing


class Heeded(Filter):
    """Lets through what the chat's policy lets the bot answer of what mentions it or replies to it."""

    async def __call__(self, message: Message, should_answer: ShouldAnswer | None = None) -> bool:
        """Whether the bot speaks to it; in private always."""
        if should_answer is None or is_private(message):
            return True
        return (await should_answer(message.chat.id, text_of(message), Addressing.MENTION)).speaks
