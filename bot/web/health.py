"""The health of the database and the index, for those who watch over the bot: looked at once a second at most."""

import asyncio
import datetime as dt
from collections import deque
from typing import Final, TypeAlias

from bot.metrics import Condition
from knowledge.errors import LibraryUnavailable
from knowledge.indexing import FollowLibrary
from knowledge.ports import Clock
from knowledge.spine.inbox import Inbox
from knowledge.spine.outbox import Outbox

_FRESH: Final = dt.timedelta(seconds=1)
_RECENT: Final = dt.timedelta(seconds=3)
_DEADLINE: Final = 2.0
"""Seconds; a scraper waits ten, and Telegram sixty."""

_Seen: TypeAlias = tuple[dt.datetime, Condition | None]


class CheckHealth:
    """What the database tells now, or told within the last second; None where it did not answer in time."""

    def __init__(self, inbox: Inbox, outbox: Outbox, follow: FollowLibrary, clock: Clock) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._follow = follow
        self._clock = clock
        self._turn = asyncio.Lock()
        self._last: _Seen | None = None
        self._ahead: deque[tuple[dt.datetime, int]] = deque()

    async def __call__(self) -> Condition | None:
        """Look, unless somebody has just looked; while somebody does, nobody else waits for that."""
        now = self._clock.now()
        if self._turn.locked() and self._last is not None and _age(self._last, now) < _RECENT:
            return self._last[1]
        async with self._turn:
            if self._last is None or _age(self._last, now) >= _FRESH:
                self._last = (now, await self._condition(now))
            return self._last[1]

    async def _condition(self, now: dt.datetime) -> Condition | None:
        try:
            async with asyncio.timeout(_DEADLINE):
                backlog = await self._inbox.backlog()
                effects = await self._outbox.counts()
                changes, seconds = self._lag(await self._follow.library.last_change(), now)
        except (LibraryUnavailable, TimeoutError):
            return None
        oldest = 0.0 if backlog.oldest is None else max(0.0, (now - backlog.oldest).total_seconds())
        return Condition(backlog.waiting, oldest, backlog.buried, effects, changes, seconds)

    def _lag(self, newest: int, now: dt.datetime) -> tuple[int, float]:
        """How many changes the index is behind, and since when it is known that it lacks the oldest of them."""
        position = self._follow.index.position()
        if newest > position and (not self._ahead or newest > self._ahead[-1][1]):
            self._ahead.append((now, newest))
        while self._ahead and self._ahead[0][1] <= position:
            self._ahead.popleft()
        since = self._ahead[0][0] if self._ahead else now
        return max(0, newest - position), max(0.0, (now - since).total_seconds())


def _age(seen: _Seen, now: dt.datetime) -> dt.timedelta:
    """How old a look is; a clock that was put back does not keep it young."""
    return abs(now - seen[0])
