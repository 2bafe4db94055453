"""Who is an editor: whoever is in the editors' chat."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberRestricted

from knowledge.ports import Clock

_FRESH: Final = dt.timedelta(seconds=60)
_MOST: Final = 1000
_INSIDE: Final = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER})


@dataclass(frozen=True, slots=True)
class Editors:
    """Asks Telegram who is in the editors' chat, about each person at most once a minute.

    Without a chat nobody is an editor; where it is a private chat, the person there is the only one.
    """

    bot: Bot | None
    chat_id: int | None
    clock: Clock
    _known: dict[int, tuple[dt.datetime, bool]] = field(default_factory=dict)

    async def __call__(self, user_id: int) -> bool:
        """Whether somebody is one.

        Raises:
            TelegramAPIError: Telegram cannot be asked.
        """
        if self.chat_id is None or self.chat_id == user_id:
            return self.chat_id is not None
        asked_at, inside = self._known.get(user_id, (None, False))
        now = self.clock.now()
        if asked_at is None or not dt.timedelta() <= now - asked_at < _FRESH:
            inside = await self._is_inside(self.chat_id, user_id)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[user_id] = (now, inside)
        return inside

    async def _is_inside(self, chat_id: int, user_id: int) -> bool:
        if self.bot is None:  # in the terminal there is nobody to ask
            return False
        try:
            member = await self.bot.get_chat_member(chat_id, user_id)
        except (TelegramBadRequest, TelegramForbiddenError):  # unknown there, or the bot itself is out
            return False
        if isinstance(member, ChatMemberRestricted):
            return member.is_member
        return member.status in _INSIDE
