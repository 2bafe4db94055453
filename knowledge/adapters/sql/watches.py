"""`SqlWatches`: what is read on a schedule, in an SQL database."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.tables import WatchRow
from knowledge.records import Watch


@dataclass(frozen=True, slots=True)
class SqlWatches:
    """The `Watches` port over one database; every method is one transaction."""

    engine: AsyncEngine

    async def watches(self) -> list[Watch]:
        """Every watch, the one due first at the front; of one moment, by address."""
        query = select(WatchRow).order_by(col(WatchRow.due_at), col(WatchRow.url))
        with translated():
            async with AsyncSession(self.engine) as session:
                return [row.record() for row in await session.scalars(query)]

    async def watch(self, watch: Watch) -> None:
        """Add a watch, or put it in the place of the one with its address."""
        seconds = round(watch.every.total_seconds())
        row = WatchRow(url=watch.url, every_seconds=seconds, due_at=watch.due_at, failures=watch.failures)
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                await session.merge(row)

    async def unwatch(self, url: str) -> bool:
        """Remove a watch; whether there was one."""
        query = delete(WatchRow).where(col(WatchRow.url) == url)
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                result = cast("CursorResult[Any]", await session.execute(query))
                return result.rowcount > 0
