"""Filters that let through only what is said or pressed by whoever may."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.conversation.guarding.anonymous import is_anonymous, who_is_it
from bot.conversation.guarding.authority import Authority
from bot.governance import GovernancePorts
from bot.rendering import Audience


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
