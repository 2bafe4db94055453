"""The inbox: updates kept as they arrived until they are worked off, whichever process does it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.records import Effect


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as it arrived: the text that came, which is JSON where Telegram sent it.

    What shares a lane is worked off one after the other, in the order of arrival. `update_id` is None where the text
    has none; such an update is never worked off, and counts as buried from the beginning.
    """

    update_id: int | None
    lane: str
    payload: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An update that one worker holds; `attempt` is 1 for the first, and counts those that ended in a crash."""

    id: int
    update_id: int
    lane: str
    payload: str
    arrived_at: dt.datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Following:
    """An update that waits in its lane behind one that is held."""

    id: int
    payload: str
    arrived_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Buried:
    """An update that is not tried any more; `reason` is a short technical word."""

    id: int
    update_id: int | None
    arrived_at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits or is being worked on, since when the oldest of it waits, and how much was buried."""

    waiting: int
    oldest: dt.datetime | None
    buried: int


class Inbox(Protocol):
    """Updates between their arrival and their end; every method is one transaction, and durable.

    Only the worker that holds an update can end it: a method that ends one is False where another holds it by now.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """Store those whose `update_id` is not known yet; how many were new."""
        ...

    async def claim(self, worker: str, limit: int, now: dt.datetime, until: dt.datetime) -> list[Claim]:
        """Take the first of each lane that is due and that nobody holds, the oldest first."""
        ...

    async def renew(self, worker: str, claim_ids: Collection[int], until: dt.datetime) -> set[int]:
        """Hold on to these; which of them this worker still held. What it lost sight of runs out, for anybody."""
        ...

    async def done(self, claim_id: int, worker: str, now: dt.datetime) -> bool:
        """The update was worked off; its payload is forgotten, its number is not."""
        ...

    async def following(self, claim_id: int, limit: int) -> list[Following]:
        """What waits in the lane of this update behind it, the oldest first."""
        ...

    async def join(
        self, claim_id: int, worker: str, payload: str, following: Collection[int], now: dt.datetime
    ) -> bool:
        """Give the update a payload that says what these say as well, which are done with that.

        False where another worker holds it by now or one of them waits no longer: nothing has changed then.
        """
        ...

    async def put_back(self, claim_id: int, worker: str, due_at: dt.datetime, *, counted: bool = True) -> bool:
        """It is to be tried again from then on, by whoever comes first; its lane waits. Uncounted: as if not tried."""
        ...

    async def bury(self, claim_id: int, worker: str, reason: str, notices: Sequence[Effect], now: dt.datetime) -> bool:
        """It is not tried any more, and these go into the outbox with that; its lane goes on."""
        ...

    async def buried(self) -> list[Buried]:
        """What was buried, the oldest first."""
        ...

    async def revive(self, claim_id: int, now: dt.datetime) -> bool:
        """Try a buried update again, behind what waits in its lane; whether there was such an update with a number."""
        ...

    async def backlog(self) -> Backlog:
        """How much waits."""
        ...

    async def forget(self, before: dt.datetime, *, buried: dt.datetime | None = None) -> int:
        """Remove what was done before then and what was `buried` before that; how much.

        Its numbers count as new from now on. What was buried goes with the rest where nothing is said of it.
        """
        ...
