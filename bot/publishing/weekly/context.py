"""What the weekly's announcements need to know of the deployment."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from knowledge.weekly.compiled import Site


@dataclass(frozen=True, slots=True)
class Context:
    """Where and how the weekly speaks; `editors_chat` is None where reviewing is not set up.

    `language` is that of chats and of people whose own is not known. `learn_site` gives the addresses as they are
    known now: the bot's username comes with Telegram's first answer.
    """

    editors_chat: int | None
    language: Language
    zone: ZoneInfo
    learn_site: Callable[[], Site]

    @property
    def site(self) -> Site:
        """The archive's address and the bot's username; each is empty where it is not known."""
        return self.learn_site()

    @property
    def bot(self) -> str:
        """The bot's username, empty where it is not known."""
        return self.site.bot
