"""What the weekly's announcements need to know of the deployment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from bot.places import KnownPlaces
from bot.tongues import Tongues
from knowledge.weekly.compiled import Site


@dataclass(frozen=True, slots=True)
class Context:
    """Where and how the weekly speaks.

    `language` is that of chats and of people whose own is not known. `learn_site` gives the addresses as they are
    known now: the bot's username comes with Telegram's first answer.
    """

    places: KnownPlaces
    language: Language
    zone: ZoneInfo
    learn_site: Callable[[], Site]
    tongues: Tongues = field(default_factory=Tongues)

    @property
    def editors_language(self) -> Language:
        """What is spoken where editors sit."""
        return self.tongues.of(self.editors_chat, self.language)

    @property
    def editors_chat(self) -> int | None:
        """Where editors sit; None where reviewing is not set up."""
        return self.places.editors_chat

    @property
    def site(self) -> Site:
        """The archive's address and the bot's username; each is empty where it is not known."""
        return self.learn_site()

    @property
    def bot(self) -> str:
        """The bot's username, empty where it is not known."""
        return self.site.bot
