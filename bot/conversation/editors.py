"""Who is an editor: whoever is in the editors' chat, and whoever was made one."""

from dataclasses import dataclass

from bot.conversation.memberships import Memberships
from bot.places import KnownPlaces
from knowledge.governance.granted import Granted
from knowledge.ports import Clock


@dataclass(frozen=True, slots=True)
class Editors:
    """Whether people are editors.

    Without a chat nobody is one; where it is a private chat, the person there is.
    """

    memberships: Memberships
    places: KnownPlaces
    granted: Granted | None = None

    @property
    def chat_id(self) -> int | None:
        """The editors' chat as it is now."""
        return self.places.editors_chat

    @property
    def clock(self) -> Clock:
        """The clock by which their answers age."""
        return self.memberships.clock

    async def __call__(self, user_id: int) -> bool:
        """Whether somebody is one.

        Raises:
            TelegramAPIError: Telegram cannot be asked.
            LibraryUnavailable: the database cannot be reached.
        """
        if self.chat_id is None or self.chat_id == user_id:
            return self.chat_id is not None
        if self.granted is not None and await self.granted.is_editor(user_id):
            return True
        return await self.memberships.is_inside(self.chat_id, user_id) is True
