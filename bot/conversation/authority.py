"""Who may what: by numeric id and chat, never by a name."""

from collections.abc import Collection
from dataclasses import dataclass

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.conversation.anonymous import is_anonymous, who_is_it
from bot.conversation.editors import Editors
from bot.conversation.memberships import Memberships
from bot.governance import GovernancePorts
from bot.places import KnownPlaces
from bot.rendering import Audience
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
    editors: Editors

    @property
    def clock(self) -> Clock:
        """The clock by which what is known ages."""
        return self.memberships.clock

    async def is_admin(self, user_id: int) -> bool:
        """Whether somebody governs the whole bot."""
        return await self.granted.is_admin(user_id)

    async def is_editor(self, user_id: int) -> bool:
        """Whether somebody may review notes."""
        return await self.granted.is_editor(user_id) or await self.editors(user_id)

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
    return Authority(granted, memberships, Editors(memberships, places, granted))


class _Right(Filter):
    """Lets through whoever `_may`, with their id as `actor`; an anonymous admin of a group is asked who it is."""

    async def __call__(
        self,
        event: Message | CallbackQuery,
        audience: Audience,
        authority: Authority | None = None,
        governance: GovernancePorts | None = None,
    ) -> bool | dict[str, int]:
        """Who it is, where they may.

        Raises:
            Asked: somebody has to say first that it was them.
        """
        if authority is None:
            return False
        if isinstance(event, Message) and event.sender_chat is not None:
            if governance is not None and is_anonymous(event):
                await who_is_it(event, governance, authority.clock.now(), audience)
            return False
        shown = event if isinstance(event, Message) else event.message
        actor = event.from_user
        if actor is None or shown is None or not await self._may(authority, actor.id, shown.chat.id):
            return False
        return {"actor": actor.id}

    async def _may(self, authority: Authority, user_id: int, chat_id: int) -> bool:
        raise NotImplementedError


class IsAdmin(_Right):
    """Lets through what an admin of the bot says or presses, with their id as `actor`."""

    async def _may(self, authority: Authority, user_id: int, chat_id: int) -> bool:
        del chat_id
        return await authority.is_admin(user_id)


class Governs(_Right):
    """Lets through what somebody says or presses who governs this chat, with their id as `actor`."""

    async def _may(self, authority: Authority, user_id: int, chat_id: int) -> bool:
        return await authority.governs(user_id, chat_id)
