"""Keeping updates together: what comes while a transaction is running shares the next one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.metrics import Arrival, Metrics
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.spine.inbox import Inbox, Incoming

_SOON: Final = 1.0
"""Seconds: what fails sooner may be one row's fault; a database that is locked or away takes longer to say so."""


class NotKept(LibraryUnavailable):
    """Whoever kept the updates of several was stopped over it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    incoming: Incoming
    failure: asyncio.Future[LibraryUnavailable | None] = field(default_factory=asyncio.Future)

    def settle(self, failure: LibraryUnavailable | None) -> None:
        if not self.failure.done():
            self.failure.set_result(failure)


class GroupCommit:
    """Keeps single updates in the inbox, and returns when they are safe there.

    The first that comes keeps all that come until its turn: a durable transaction costs the same for a hundred.

    Raises:
        LibraryUnavailable: this update was not kept, or nobody knows.
    """

    def __init__(self, inbox: Inbox, clock: Clock, metrics: Metrics) -> None:
        self._inbox = inbox
        self._clock = clock
        self._metrics = metrics
        self._turn = asyncio.Lock()
        self._open: list[_Waiting] = []

    async def __call__(self, incoming: Incoming) -> None:
        """Keep one update."""
        waiting = _Waiting(incoming)
        self._open.append(waiting)
        if self._open[0] is waiting:
            await self._keep_all(self._open)
        failure = await waiting.failure
        if failure is not None:
            raise failure

    async def _keep_all(self, batch: list[_Waiting]) -> None:
        try:
            async with self._turn:
                self._open = []
                await self._keep_or_sort_out(batch)
        finally:  # when this was cancelled, or something unforeseen happened, the others must not wait for ever
            if self._open is batch:
                self._open = []
            for waiting in batch:
                waiting.settle(NotKept())

    async def _keep_or_sort_out(self, batch: Sequence[_Waiting]) -> None:
        """Keep a batch; where it fails at once, keep those that can be kept alone."""
        clock = asyncio.get_running_loop()
        begun = clock.time()
        failure = await self._keep(batch)
        if failure is None or len(batch) == 1:
            return
        for waiting in batch:
            if clock.time() - begun < _SOON:
                await self._keep([waiting])
            else:
                waiting.settle(failure)

    async def _keep(self, batch: Sequence[_Waiting]) -> LibraryUnavailable | None:
        try:
            new = await self._inbox.keep([waiting.incoming for waiting in batch], self._clock.now())
        except LibraryUnavailable as failure:
            if len(batch) == 1:
                batch[0].settle(failure)
            return failure
        unreadable = sum(waiting.incoming.update_id is None for waiting in batch)
        self._metrics.arrived(Arrival.UNREADABLE, unreadable)
        self._metrics.arrived(Arrival.KEPT, new - unreadable)
        self._metrics.arrived(Arrival.REPEATED, len(batch) - new)
        for waiting in batch:
            waiting.settle(None)
        return None
