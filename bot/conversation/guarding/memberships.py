"""Who is in a chat, and as what: Telegram is asked about each person at most once a minute."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberRestricted

from knowledge.ports import Clock

_FRESH: Final = dt.timedelta(seconds=60)
_MOST: Final = 10_000
_OUTSIDE: Final = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})
_GOVERNING: Final = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Memberships:
    """What Telegram says of people in chats, for a minute; with no `bot`, as in the terminal, nobody is anywhere.

    Raises:
        TelegramAPIError: from any method, where Telegram cannot be asked; nobody is let in meanwhile.
    """

    bot: Bot | None
    clock: Clock
    _known: dict[tuple[int, int], tuple[dt.datetime, ChatMemberStatus | None]] = field(default_factory=dict)

    async def is_inside(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody is a member of a chat; None where Telegram does not say."""
        status = await self._status(chat_id, user_id)
        return None if status is None else status not in _OUTSIDE

    async def governs(self, chat_id: int, user_id: int) -> bool:
        """Whether somebody is the creator or an administrator of a chat."""
        return await self._status(chat_id, user_id) in _GOVERNING

    async def _status(self, chat_id: int, user_id: int) -> ChatMemberStatus | None:
        asked_at, status = self._known.get((chat_id, user_id), (None, None))
        now = self.clock.now()
        if asked_at is None or not dt.timedelta() <= now - asked_at < _FRESH:
            status = await self._asked(chat_id, user_id)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[chat_id, user_id] = (now, status)
        return status

    async def _asked(self, chat_id: int, user_id: int) -> ChatMemberStatus | None:
        if self.bot is None:
            return ChatMemberStatus.LEFT
        try:
            member = await self.bot.get_chat_member(chat_id, user_id)
        except (TelegramBadRequest, TelegramForbiddenError):  # unknown there, or the bot itself is out
            return None
        if isinstance(member, ChatMemberRestricted) and not member.is_member:
            return ChatMemberStatus.LEFT
        return ChatMemberStatus(member.status)
