"""Floods: whoever says too much to the bot is told so once, and then not heard for a while."""

from dataclasses import dataclass
from typing import Final

from aiogram.types import Update

from bot.catalogue import Language
from bot.catalogue.governing import Governing
from bot.conversation.sending import notice, reply
from bot.rendering import sentence
from knowledge.spine.pacing import Paces, Rate

_REST: Final = 60.0
_MOST: Final = Rate(every=1.0, burst=60)
_ONCE: Final = Rate(every=_REST)


@dataclass(frozen=True, slots=True)
class Floods:
    """Counts what each person says to the bot: sixty messages and presses at once, and one a second after that.

    Without `counts`, as where people may ask any number of questions, nothing is too much.

    Raises:
        LibraryUnavailable: the turns are kept in a database that cannot be reached.
    """

    paces: Paces
    counts: bool = True

    async def drowns(self, user_id: int) -> bool | None:
        """Whether this is too much: None where it is and they are still to be told; nobody hears them from then on."""
        if not self.counts or await self.paces.take(f"heard:{user_id}", _MOST) <= 0:
            return False
        if await self.paces.take(f"drowned:{user_id}", _ONCE) > 0:
            return True
        await self.paces.hold(f"heard:{user_id}", _REST)
        return None


async def say_so(update: Update, language: Language) -> None:
    """One sentence for whoever says too much."""
    said = Governing.TOO_MUCH.say(language)
    if update.message:
        await reply(update.message, sentence(said))
    elif update.callback_query:
        await notice(update.callback_query, said, alert=True)
