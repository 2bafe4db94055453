"""`SqlPaces`: the turns that the processes of a deployment give away, in their SQL database."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Double, case, cast, delete, extract, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.statements import inserting, readonly
from knowledge.adapters.sql.spine.tables import PaceRow
from knowledge.ports import Clock
from knowledge.spine.pacing import FORGOTTEN_AFTER, Rate, slack

_PACES: Final = PaceRow.metadata.tables["paces"]
_COLUMN: Final = _PACES.c
_LEAST: Final = 0.001
"""Seconds: a turn that somebody else has just taken is not to be had, however soon the next one comes."""


@dataclass(frozen=True, slots=True)
class SqlPaces:
    """The `Paces` port over one database: a turn is taken by one statement, so that no two take the same.

    PostgreSQL's own clock counts: one process whose clock is ahead would silence all the others. SQLite has none.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    engine: AsyncEngine
    clock: Clock

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        return max(0.0, await self._advance(key, -slack(rate), rate.every) - rate.every)

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Take the next turn if it comes within so many seconds; in how many it comes, taken or not.

        Whoever gets none waits for no writer.
        """
        wait = await self._waits(key)
        if wait is not None and wait > within:
            return wait
        now = self._now()
        soonest = now - slack(rate)
        later = {"free_at": case((_COLUMN.free_at > soonest, _COLUMN.free_at), else_=soonest) + rate.every}
        with translated():
            async with writing(self.engine).begin() as connection:
                new = inserting(connection.dialect, _PACES).values(key=key, free_at=soonest + rate.every)
                soon = _COLUMN.free_at <= now + within
                due = new.on_conflict_do_update(index_elements=["key"], set_=later, where=soon)
                free = await connection.scalar(due.returning(_COLUMN.free_at - now))
                if free is not None and wait is None:
                    await _forget(connection, soonest - FORGOTTEN_AFTER)
        return max(await self._waits(key) or 0.0, within + _LEAST) if free is None else max(0.0, free - rate.every)

    async def give_back(self, key: str, rate: Rate) -> None:
        """Give a turn back that was taken at this rate and came to nothing."""
        await self._advance(key, -FORGOTTEN_AFTER, -rate.every)

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        await self._advance(key, seconds, 0)

    async def _advance(self, key: str, earliest: float, by: float) -> float:
        """Put the next free turn of a key so much behind the later of itself and `earliest`; in how many seconds it is.

        All three are in seconds, `earliest` from now.
        """
        now = self._now()
        soonest = now + earliest
        later = {"free_at": case((_COLUMN.free_at > soonest, _COLUMN.free_at), else_=soonest) + by}
        known = update(_PACES).where(_COLUMN.key == key).values(later).returning(_COLUMN.free_at - now)
        with translated():
            async with writing(self.engine).begin() as connection:
                wait = await connection.scalar(known)
                if wait is None:
                    await _forget(connection, soonest - FORGOTTEN_AFTER)
                    new = inserting(connection.dialect, _PACES).values(key=key, free_at=soonest + by)
                    taken = new.on_conflict_do_update(index_elements=["key"], set_=later)
                    wait = await connection.scalar(taken.returning(_COLUMN.free_at - now))
            return float(wait)

    async def _waits(self, key: str) -> float | None:
        """In how many seconds the next turn of a key comes, not above 0 where there is one now; None for a new key."""
        query = select(_COLUMN.free_at - self._now()).where(_COLUMN.key == key)
        async with readonly(self.engine) as connection:
            wait = await connection.scalar(query)
            return None if wait is None else float(wait)

    def _now(self) -> ColumnElement[float]:
        """Seconds since 1970, the same all through a transaction."""
        if self.engine.dialect.name == "sqlite":
            return literal(self.clock.now().timestamp())
        return cast(extract("epoch", func.now()), Double)


async def _forget(connection: AsyncConnection, before: ColumnElement[float]) -> None:
    """Remove the keys that nobody took a turn of for long, but for those that somebody is at just now."""
    past = select(_COLUMN.key).where(_COLUMN.free_at < before).with_for_update(skip_locked=True)
    await connection.execute(delete(_PACES).where(_COLUMN.key.in_(past)))
