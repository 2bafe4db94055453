"""The messages that working off one update sends, by number, so that the next attempt knows them again."""

import heapq
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from aiogram.types import TelegramObject

from knowledge.spine.inbox import Claim
from knowledge.spine.replies import Slot


class Slots:
    """The slots of one update; every task that works on it takes from the same."""

    def __init__(self, update_id: int) -> None:
        self._update_id = update_id
        self._taken = 0
        self._free: list[int] = []

    def take(self) -> Slot:
        """The first that is free."""
        if self._free:
            return Slot(self._update_id, heapq.heappop(self._free))
        self._taken += 1
        return Slot(self._update_id, self._taken - 1)

    def give_back(self, slot: Slot) -> None:
        """It holds no message that is known: the next one goes there."""
        heapq.heappush(self._free, slot.n)


_current: ContextVar[Slots | None] = ContextVar("slots", default=None)


def slots() -> Slots | None:
    """Those of the update that is being worked off; None where nothing would work it off again."""
    return _current.get()


async def number_messages(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An outer middleware of updates: what is sent from here on answers the update that is claimed, if one is.

    It is not taken back afterwards, because the apology for a failure is sent outside of every middleware of ours.
    """
    claim: Claim | None = data.get("claim")
    _current.set(Slots(claim.update_id) if claim else None)
    return await handler(event, data)
