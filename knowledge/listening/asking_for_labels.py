"""Asking whoever teaches the bot about single messages: whether it should have answered."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from knowledge.listening.choosing import informative
from knowledge.ports import Clock, Overhearings, Policies
from knowledge.records import ChatPolicy, Effect, Overheard
from knowledge.spine.outbox import Outbox

_A_DAY: Final = dt.timedelta(days=1)
_MOST_A_DAY: Final = 20
_AT_ONCE: Final = 2
"""In each round, so that there is something to choose from before the day's are used up."""

_LOOKED_AT: Final = 500

Card: TypeAlias = Callable[[Overheard, int], Awaitable[Effect]]
"""Makes the question about a message, to a person."""

MayTeach: TypeAlias = Callable[[int, int], Awaitable[bool]]
"""Whether a person governs a chat, now."""


def key_of(overheard: Overheard) -> str:
    """Under which key a message is asked about, once."""
    return f"shadow:{overheard.id}"


@dataclass(frozen=True, slots=True)
class AskForLabels:
    """Put questions about what was overheard into the outbox, at most 20 a day for each chat with a shadow.

    They go to whoever switched it on, as long as that person governs the chat.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    policies: Policies
    overhearings: Overhearings
    outbox: Outbox
    clock: Clock
    listen_threshold: float

    async def __call__(self, card: Card, may_teach: MayTeach) -> int:
        """One round; how many questions are new."""
        return sum([await self._ask(chat, card, may_teach) for chat in await self.policies.shadowed()])

    async def _ask(self, chat: ChatPolicy, card: Card, may_teach: MayTeach) -> int:
        now = self.clock.now()
        waiting, room = await self._waiting(chat.chat_id, now)
        teacher = chat.shadow_by
        if teacher is None or not waiting or room <= 0 or not await may_teach(teacher, chat.chat_id):
            return 0
        gate = await self.policies.gate(chat.chat_id)
        least = self.listen_threshold if chat.listen_threshold is None else chat.listen_threshold
        chosen = informative(waiting, None if gate is None else gate.threshold, least, min(room, _AT_ONCE))
        return await self.outbox.put([await card(one, teacher) for one in chosen], now)

    async def _waiting(self, chat_id: int, now: dt.datetime) -> tuple[list[Overheard], int]:
        """What was heard in the last day and not asked about yet, and how many questions the day has left."""
        unlabelled = await self.overhearings.unlabelled(chat_id, _LOOKED_AT)
        recent = [one for one in unlabelled if now - one.heard_at < _A_DAY]
        labelled = [one for one in await self.overhearings.labelled(chat_id) if now - one.heard_at < 2 * _A_DAY]
        asked = await self.outbox.by_keys([key_of(one) for one in (*unlabelled, *labelled)])
        today = sum(now - kept.put_at < _A_DAY for kept in asked.values())
        return [one for one in recent if key_of(one) not in asked], _MOST_A_DAY - today
