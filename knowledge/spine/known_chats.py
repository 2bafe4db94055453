"""Which chats are lost, asked at most every half minute."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from knowledge.ports import Clock
from knowledge.spine.chats import Chats

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class KnownChats:
    """The `Chats` port over another one, whose `is_lost` it remembers for a while.

    What another process notes meanwhile is known later here; what is noted through this one, at once.
    """

    chats: Chats
    clock: Clock
    lasts: dt.timedelta = dt.timedelta(seconds=30)
    _lost: dict[int, tuple[bool, dt.datetime]] = field(default_factory=dict, repr=False, compare=False)

    async def lost(self, chat_id: int, reason: str, now: dt.datetime) -> None:
        """Note it, and know it."""
        await self.chats.lost(chat_id, reason, now)
        self._know(chat_id, lost=True)

    async def heard(self, chat_id: int) -> None:
        """Note it, and know it."""
        await self.chats.heard(chat_id)
        self._know(chat_id, lost=False)

    async def is_lost(self, chat_id: int) -> bool:
        """As it was the last time that it was asked, unless that is long ago."""
        lost, asked_at = self._lost.get(chat_id, (False, None))
        if asked_at is None or abs(self.clock.now() - asked_at) > self.lasts:
            lost = await self.chats.is_lost(chat_id)
            self._know(chat_id, lost=lost)
        return lost

    async def moved(self, old: int, new: int) -> None:
        """Note it; of both chats nothing is known."""
        await self.chats.moved(old, new)
        self._lost.pop(old, None)
        self._lost.pop(new, None)

    def _know(self, chat_id: int, *, lost: bool) -> None:
        if len(self._lost) >= _MOST:
            self._lost.clear()
        self._lost[chat_id] = (lost, self.clock.now())
