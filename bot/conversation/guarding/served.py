"""Which chats and people the bot serves where there is a list."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from aiogram.types import Chat

from bot.conversation.guarding.authority import Authority
from bot.places import KnownPlaces
from knowledge.governance.admissions import Standing
from knowledge.governance.admitting import AdmitChat


class Askers(Protocol):
    """What is kept of talks, as far as it tells who belongs to a group."""

    async def asked_in(self, user_id: int, chats: Collection[int]) -> bool:
        """Whether somebody has asked something in one of these chats."""
        ...


@dataclass(frozen=True, slots=True)
class Served:
    """Chats that were let in or set up, the people in them, and people who were let in themselves.

    Raises:
        TelegramAPIError: from `person`, where Telegram cannot be asked who is in a group.
        LibraryUnavailable: from any method, where the database cannot be reached.
    """

    authority: Authority
    admit_chat: AdmitChat
    places: KnownPlaces
    askers: Askers

    async def chat(self, chat: Chat) -> bool:
        """Whether a group or channel is served; its title is kept as it is now."""
        known = await self.admit_chat.known(chat.id, chat.type, chat.title)
        return chat.id in self._set_up() or (known is not None and known.standing is Standing.ADMITTED)

    async def person(self, user_id: int) -> bool:
        """Whether somebody is served in private."""
        listed = await self.admit_chat.admissions.admissions()
        standings = {one.chat_id: one.standing for one in listed}
        if standings.get(user_id) is not None and standings[user_id] is not Standing.WAITING:
            return standings[user_id] is Standing.ADMITTED
        if await self.authority.is_editor(user_id):
            return True
        let_in = {one for one, standing in standings.items() if standing is Standing.ADMITTED and one < 0}
        return await self._belongs(user_id, sorted(let_in | self._set_up()))

    async def _belongs(self, user_id: int, groups: Collection[int]) -> bool:
        """Whether somebody is in one of these; where Telegram does not say who is, whether they have asked there."""
        silent = []
        for group in groups:
            inside = await self.authority.memberships.is_inside(group, user_id)
            if inside:
                return True
            if inside is None:
                silent.append(group)
        return bool(silent) and await self.askers.asked_in(user_id, silent)

    def _set_up(self) -> set[int]:
        set_up = self.places
        named = {set_up.notice_chat, set_up.editors_chat, set_up.channel, *set_up.groups}
        return {one for one in named if one is not None and one < 0}
