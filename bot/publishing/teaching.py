"""Asking in private, by the outbox, whether the bot should have answered what it overheard."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from bot.publishing.outgoing import Outgoing
from bot.rendering import Audience
from bot.teaching import Teaching
from bot.tongues import Tongues
from knowledge.listening.asking_for_labels import key_of
from knowledge.records import Effect, Overheard


@dataclass(frozen=True, slots=True)
class LabelCards:
    """Makes a quiet question to a person of a message, in their language.

    `own_name` gives the bot's username, to which links lead; None where it is not known.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    teaching: Teaching
    own_name: Callable[[], Awaitable[str | None]]
    tongues: Tongues
    otherwise: Language
    zone: ZoneInfo

    async def __call__(self, overheard: Overheard, person: int) -> Effect:
        """The question."""
        spoken = self.tongues.of(person, self.otherwise)
        audience = Audience(spoken, await self.own_name() or "", self.zone)
        html, keyboard = await self.teaching.card(overheard, audience)
        return Effect(key_of(overheard), person, Outgoing(html, silent=True, keyboard=keyboard).payload())
