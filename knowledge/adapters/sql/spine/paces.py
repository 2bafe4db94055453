"""`SqlPaces`: the turns that the processes of a deployment give away, in their SQL database."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.statements import inserting
from knowledge.adapters.sql.spine.tables import PaceRow
from knowledge.ports import Clock
from knowledge.spine.pacing import FORGOTTEN_AFTER, Rate, slack

_PACES: Final = PaceRow.metadata.tables["paces"]
_COLUMN: Final = _PACES.c


@dataclass(frozen=True, slots=True)
class SqlPaces:
    """The `Paces` port over one database: a turn is taken by one statement, so that no two take the same.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    engine: AsyncEngine
    clock: Clock

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        now = self.clock.now().timestamp()
        turn = await self._advance(key, now - slack(rate), rate.every) - rate.every
        return max(0.0, turn - now)

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        await self._advance(key, self.clock.now().timestamp() + seconds, 0)

    async def _advance(self, key: str, earliest: float, by: float) -> float:
        """Put the next free turn of a key so much behind the later of itself and `earliest`; when it is now."""
        later = {"free_at": case((_COLUMN.free_at > earliest, _COLUMN.free_at), else_=earliest) + by}
        known = update(_PACES).where(_COLUMN.key == key).values(later).returning(_COLUMN.free_at)
        with translated():
            async with writing(self.engine).begin() as connection:
                free_at = await connection.scalar(known)
                if free_at is None:
                    await _forget(connection, earliest - FORGOTTEN_AFTER)
                    new = inserting(connection.dialect, _PACES).values(key=key, free_at=earliest + by)
                    taken = new.on_conflict_do_update(index_elements=["key"], set_=later)
                    free_at = await connection.scalar(taken.returning(_COLUMN.free_at))
            return float(free_at)


async def _forget(connection: AsyncConnection, before: float) -> None:
    """Remove the keys that nobody took a turn of for long, but for those that somebody is at just now."""
    past = select(_COLUMN.key).where(_COLUMN.free_at < before).with_for_update(skip_locked=True)
    await connection.execute(delete(_PACES).where(_COLUMN.key.in_(past)))
