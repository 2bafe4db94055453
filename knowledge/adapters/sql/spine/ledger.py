"""`SqlLedger`: which scheduled job has run for which period, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, is_over, readonly
from knowledge.adapters.sql.spine.tables import RunRow
from knowledge.spine.ledger import Run

_RUNS: Final = RunRow.metadata.tables["runs"]
_COLUMN: Final = _RUNS.c


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """The `Ledger` port over one database; every method is one statement, so that of two at once one wins."""

    engine: AsyncEngine

    async def begin(self, job: str, period: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Begin a run; False where it is finished, or somebody has been at it and has time until then."""
        held = {"begun_at": now, "held_until": until}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _RUNS).values(job=job, period=period, **held)
            begun = new.on_conflict_do_update(
                index_elements=["job", "period"],
                set_=held,
                where=and_(_COLUMN.finished_at.is_(None), is_over(_COLUMN.held_until, now, until)),
            )
            return await connection.scalar(begun.returning(_COLUMN.job)) is not None

    async def finish(self, job: str, period: str, now: dt.datetime) -> None:
        """The job has run for this period."""
        async with durable(self.engine) as connection:
            await connection.execute(update(_RUNS).where(_unfinished(job, period)).values(finished_at=now))

    async def abandon(self, job: str, period: str) -> None:
        """The run failed, and may begin again."""
        async with durable(self.engine) as connection:
            await connection.execute(delete(_RUNS).where(_unfinished(job, period)))

    async def runs(self, job: str) -> list[Run]:
        """The runs of a job, the newest period last."""
        fields = _COLUMN.job, _COLUMN.period, _COLUMN.begun_at, _COLUMN.finished_at
        query = select(*fields).where(_COLUMN.job == job).order_by(_COLUMN.period)
        async with readonly(self.engine) as connection:
            return [Run(*row) for row in await connection.execute(query)]


def _unfinished(job: str, period: str) -> ColumnElement[bool]:
    return and_(_COLUMN.job == job, _COLUMN.period == period, _COLUMN.finished_at.is_(None))
