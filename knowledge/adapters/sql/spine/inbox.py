"""`SqlInbox`: the updates that wait for their end, in an SQL database."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Row,
    Select,
    TextClause,
    Update,
    and_,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.outbox import put_effects
from knowledge.adapters.sql.spine.statements import AT_ONCE, among, durable, inserting, is_over, lock, readonly
from knowledge.adapters.sql.spine.tables import BURIED, IN_WORK, InboxRow
from knowledge.records import Effect
from knowledge.spine.inbox import Backlog, Buried, Claim, Following, Incoming

_INBOX: Final = InboxRow.metadata.tables["inbox"]
"""The table and not its class: keeping track of objects would cost three times as much."""

_COLUMN: Final = _INBOX.c

UNREADABLE: Final = "unreadable"
"""Why an update without a number is buried."""


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """The `Inbox` port over one database; every method is one transaction, and durable."""

    engine: AsyncEngine

    async def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """Store those whose `update_id` is not known yet; how many were new."""
        if not arrived:
            return 0
        async with durable(self.engine) as connection:
            await _lock_lanes(connection, (update.lane for update in arrived))
            statement = inserting(connection.dialect, _INBOX).on_conflict_do_nothing(index_elements=["update_id"])
            new = await connection.execute(statement.returning(_COLUMN.id), [_row(update, now) for update in arrived])
            return len(new.all())

    async def claim(self, worker: str, limit: int, now: dt.datetime, until: dt.datetime) -> list[Claim]:
        """Take the first of each lane that is due and that nobody holds, the oldest first."""
        async with durable(self.engine) as connection:
            claims = [
                _claim(row) for row in await connection.execute(_claimable(connection.dialect, limit, now, until))
            ]
            if claims:
                held = {"state": "claimed", "worker": worker, "held_until": until, "attempts": _COLUMN.attempts + 1}
                taken = _COLUMN.id.in_([claim.id for claim in claims])
                await connection.execute(update(_INBOX).where(taken).values(held))
            return claims

    async def renew(self, worker: str, claim_ids: Collection[int], until: dt.datetime) -> set[int]:
        """Hold on to these; which of them this worker still held. What it lost sight of runs out, for anybody."""
        held = _COLUMN.id.in_(claim_ids), _COLUMN.state == "claimed", _COLUMN.worker == worker
        async with durable(self.engine) as connection:
            renewed = update(_INBOX).where(*held).values(held_until=until).returning(_COLUMN.id)
            return set(await connection.scalars(renewed))

    async def done(self, claim_id: int, worker: str, now: dt.datetime) -> bool:
        """The update was worked off; its payload is forgotten, its number is not."""
        return await self._end(_held(claim_id, worker).values(state="done", payload=None, ended_at=now))

    async def following(self, claim_id: int, limit: int) -> list[Following]:
        """What waits in the lane of this update behind it, the oldest first."""
        fields = _COLUMN.id, _COLUMN.payload, _COLUMN.arrived_at
        query = select(*fields).where(*_behind(claim_id)).order_by(_COLUMN.id).limit(limit)
        async with readonly(self.engine) as connection:
            return [Following(*row) for row in await connection.execute(query)]

    async def join(
        self, claim_id: int, worker: str, payload: str, following: Collection[int], now: dt.datetime
    ) -> bool:
        """Give the update a payload that says what these say as well, which are done with that."""
        these = select(_COLUMN.id).where(*_behind(claim_id), _COLUMN.id.in_(following))
        held = _COLUMN.id == claim_id, _COLUMN.state == "claimed", _COLUMN.worker == worker
        ended = {"state": "done", "payload": None, "ended_at": now}
        async with durable(self.engine) as connection:
            own = await connection.scalar(select(_COLUMN.id).where(*held).with_for_update())
            waiting = set(await connection.scalars(these.with_for_update()))
            if own is None or waiting != set(following):
                return False
            await connection.execute(update(_INBOX).where(_COLUMN.id == own).values(payload=_storable(payload)))
            await connection.execute(update(_INBOX).where(_COLUMN.id.in_(waiting)).values(ended))
            return True

    async def put_back(self, claim_id: int, worker: str, due_at: dt.datetime, *, counted: bool = True) -> bool:
        """It is to be tried again from then on, by whoever comes first; its lane waits. Uncounted: as if not tried."""
        tried = _COLUMN.attempts - (0 if counted else 1)
        return await self._end(_held(claim_id, worker).values(state="waiting", due_at=due_at, attempts=tried))

    async def bury(self, claim_id: int, worker: str, reason: str, notices: Sequence[Effect], now: dt.datetime) -> bool:
        """It is not tried any more, and these go into the outbox with that; its lane goes on."""
        statement = _held(claim_id, worker).values(state="buried", reason=reason, ended_at=now)
        with translated():
            async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                buried = await session.scalar(statement.returning(_COLUMN.id)) is not None
                if buried:
                    await put_effects(session, notices, now)
                return buried

    async def buried(self) -> list[Buried]:
        """What was buried, the oldest first."""
        fields = _COLUMN.id, _COLUMN.update_id, _COLUMN.arrived_at, _COLUMN.reason
        query = select(*fields).where(BURIED).order_by(_COLUMN.id)
        async with readonly(self.engine) as connection:
            return [Buried(*row) for row in await connection.execute(query)]

    async def revive(self, claim_id: int, now: dt.datetime) -> bool:
        """Try a buried update again, behind what waits in its lane; whether there was such an update with a number."""
        buried = _COLUMN.id == claim_id, BURIED, _COLUMN.update_id.is_not(None)
        async with durable(self.engine) as connection:
            lane = await connection.scalar(select(_COLUMN.lane).where(*buried))
            if lane is None:
                return False
            await _lock_lanes(connection, [lane])
            fields = _COLUMN.update_id, _COLUMN.lane, _COLUMN.payload
            row = (await connection.execute(delete(_INBOX).where(*buried).returning(*fields))).one_or_none()
            if row is not None:  # the same number under a new id, since lanes go by their ids
                await connection.execute(insert(_INBOX), _row(Incoming(*row), now))
            return row is not None

    async def backlog(self) -> Backlog:
        """How much waits."""
        waiting = select(func.count(), func.min(_COLUMN.arrived_at)).select_from(_INBOX).where(IN_WORK)
        buried = select(func.count()).select_from(_INBOX).where(BURIED)
        async with readonly(self.engine) as connection:
            count, oldest = (await connection.execute(waiting)).one()
            return Backlog(count, oldest, await connection.scalar(buried) or 0)

    async def forget(self, before: dt.datetime, *, buried: dt.datetime | None = None) -> int:
        """Remove what was done before then and what was `buried` before that; how much."""
        kept = and_(_COLUMN.state == "buried", _COLUMN.ended_at >= (before if buried is None else buried))
        async with durable(self.engine) as connection:
            return (await connection.execute(delete(_INBOX).where(_COLUMN.ended_at < before, not_(kept)))).rowcount

    async def _end(self, statement: Update) -> bool:
        async with durable(self.engine) as connection:
            return (await connection.execute(statement)).rowcount > 0


def _held(claim_id: int, worker: str) -> Update:
    """What ends the hold of a worker on an update."""
    held = _COLUMN.id == claim_id, _COLUMN.state == "claimed", _COLUMN.worker == worker
    return update(_INBOX).where(*held).values(worker=None, held_until=None)


def _behind(claim_id: int) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """What waits in the lane of an update, and came after it."""
    lane = select(_COLUMN.lane).where(_COLUMN.id == claim_id).scalar_subquery()
    return IN_WORK, _COLUMN.lane == lane, _COLUMN.id > claim_id, _COLUMN.state == "waiting"


def _claimable(dialect: Dialect, limit: int, now: dt.datetime, until: dt.datetime) -> Select[Any]:
    """The first of each lane, where it is due and free.

    Going through the index of what is in work once is faster than looking up each lane, but for a few long lanes.
    """
    first = select(func.min(_COLUMN.id)).where(IN_WORK).group_by(_COLUMN.lane)
    free = or_(_COLUMN.state == "waiting", is_over(_COLUMN.held_until, now, until))
    fields = _COLUMN.id, _COLUMN.update_id, _COLUMN.lane, _COLUMN.payload, _COLUMN.arrived_at, _COLUMN.attempts
    query = select(*fields).where(among(dialect, _COLUMN.id, first), IN_WORK, _COLUMN.due_at <= now, free)
    return query.order_by(_COLUMN.id).limit(limit).with_for_update(skip_locked=True)


async def _lock_lanes(connection: AsyncConnection, lanes: Iterable[str]) -> None:
    """Let nobody else add to these lanes until the transaction ends.

    Otherwise of two at once the one with the lower id could end last, and be found behind one that is worked on.
    """
    await lock(connection, (crc32(lane.encode()) for lane in lanes))


def _row(update: Incoming, now: dt.datetime) -> dict[str, Any]:
    readable = update.update_id is not None
    return {
        "update_id": update.update_id,
        "lane": update.lane,
        "payload": _storable(update.payload),
        "state": "waiting" if readable else "buried",
        "arrived_at": now,
        "due_at": AT_ONCE,
        "attempts": 0,
        "reason": None if readable else UNREADABLE,
        "ended_at": None if readable else now,
    }


def _storable(payload: str) -> str:
    """What both databases can store: no lone surrogate, and no zero character, which no JSON has."""
    return payload.encode(errors="replace").decode().replace("\0", "\ufffd")


def _claim(row: Row[Any]) -> Claim:
    return Claim(row.id, row.update_id, row.lane, row.payload, row.arrived_at, row.attempts + 1)
