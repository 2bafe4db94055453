"""Who may what: by numeric id and chat, never by a name."""

from collections.abc import Collection
from dataclasses import dataclass

from aiogram import Bot

from bot.conversation.guarding.memberships import Memberships
from bot.places import KnownPlaces
from knowledge.governance.granted import Granted
from knowledge.governance.ports import Roles
from knowledge.ports import Clock


@dataclass(frozen=True, slots=True)
class Authority:
    """What people may do; a role that was taken is gone at once, what Telegram says of a chat within a minute.

    Raises:
        TelegramAPIError: from `governs` and `is_editor`, where Telegram cannot be asked: nobody may then.
        LibraryUnavailable: from any method, where the database cannot be reached.
    """

    granted: Granted
    memberships: Memberships
    places: KnownPlaces

    @property
    def clock(self) -> Clock:
        """The clock by which what is known ages."""
        return self.memberships.clock

    @property
    def editors_chat(self) -> int | None:
        """Where editors work, as it is now."""
        return self.places.editors_chat

    async def is_admin(self, user_id: int) -> bool:
        """Whether somebody governs the whole bot."""
        return await self.granted.is_admin(user_id)

    async def is_editor(self, user_id: int) -> bool:
        """Whether somebody may review notes: it was granted, or they are in the editors' chat, or that is their own."""
        chat_id = self.editors_chat
        if user_id == chat_id or await self.granted.is_editor(user_id):
            return True
        return chat_id is not None and await self.memberships.is_inside(chat_id, user_id) is True

    async def governs(self, user_id: int, chat_id: int) -> bool:
        """Whether somebody governs a chat: their own private one, one that they administer, or every one as an admin.

        A chat's id is negative where it is no private one.
        """
        if chat_id > 0:
            return user_id == chat_id
        return await self.is_admin(user_id) or await self.memberships.governs(chat_id, user_id)

    async def has_admin(self) -> bool:
        """Whether anybody governs the bot."""
        return await self.granted.has_admin()


def authority_of(
    bot: Bot | None, clock: Clock, places: KnownPlaces, roles: Roles, admins: Collection[int] = ()
) -> Authority:
    """The authority of a deployment; with no bot, as in the terminal, nobody can be asked."""
    memberships, granted = Memberships(bot, clock), Granted(roles, frozenset(admins))
    return Authority(granted, memberships, places)
