"""Building the index anew at an admin's word, in every process: the order is a line of the audit log."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from knowledge.governance.ports import AuditLog
from knowledge.indexing import FollowLibrary
from knowledge.ports import Clock
from knowledge.records import Audit, Audited, Effect

REINDEX: Final = "reindex"
SUBJECT: Final = "index"


class Put(Protocol):
    """An `Outbox`, as far as something is put there."""

    async def put(self, effects: Sequence[Effect], now: dt.datetime) -> int:
        """Add those whose key is not known yet; how many were new."""
        ...


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An index that was built anew: by which order, which chat wants to hear of it, and what it holds."""

    order: int
    chat_id: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class OrderReindexing:
    """Tell every process to build its index anew.

    Raises:
        LibraryUnavailable: the order cannot be written down.
    """

    audit_log: AuditLog
    clock: Clock

    async def __call__(self, actor: str, chat_id: int) -> None:
        """`chat_id` is where each process tells of the end."""
        order = Audit(actor, REINDEX, SUBJECT, "", "", {"to": str(chat_id)})
        await self.audit_log.add([order], self.clock.now())


@dataclass(slots=True)
class KeepIndexed:
    """Follow the library; where an admin has said so since the last look, from its beginning.

    What was ordered before the first look is done: the index was compared with the library when it was opened.

    Raises:
        LibraryUnavailable: the library or the log cannot be read.
        IndexUnavailable: the index cannot be written.
    """

    follow: FollowLibrary
    audit_log: AuditLog
    outbox: Put
    clock: Clock
    tell: Callable[[Rebuilt], Effect]
    _done: int | None = field(default=None, init=False)

    async def __call__(self) -> None:
        """Look once."""
        order = await self._order()
        newest = order.id if order else 0
        if self._done is None or order is None or newest <= self._done:
            await self.follow()
        else:
            await self._rebuild(order)
        self._done = newest

    async def _order(self) -> Audited | None:
        found = await self.audit_log.latest(1, subject=SUBJECT)
        return found[0] if found else None

    async def _rebuild(self, order: Audited) -> None:
        begun = self.clock.now()
        passages = await self.follow.rebuild()
        seconds = max(0.0, (self.clock.now() - begun).total_seconds())
        chat_id = int(order.audit.detail.get("to", "0"))
        if chat_id:
            await self.outbox.put([self.tell(Rebuilt(order.id, chat_id, passages, seconds))], self.clock.now())
