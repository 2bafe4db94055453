"""`SqlAnsweredQuestions`: the questions that were answered in groups, in an SQL database."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.engine import translated
from knowledge.adapters.sql.exchange_rows import exchange_of
from knowledge.adapters.sql.tables import ExchangeRow
from knowledge.records import Exchange
from knowledge.remembering.same_question import same


@dataclass(frozen=True, slots=True)
class SqlAnsweredQuestions:
    """The `AnsweredQuestions` port over one database."""

    engine: AsyncEngine

    async def answered_between(self, begins: dt.datetime, ends: dt.datetime) -> list[Exchange]:
        """Answered anew in a group, not given again from memory, each meaning once; the oldest first."""
        row = ExchangeRow
        query = (
            select(row)
            .where(col(row.asked_at) >= begins, col(row.asked_at) < ends, col(row.private).is_(False))
            .where(col(row.status) == "answered", col(row.mode) != "stored")
            .order_by(col(row.asked_at), col(row.id))
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                found = [exchange_of(one) for one in await session.scalars(query)]
        return _once(found)


def _once(exchanges: list[Exchange]) -> list[Exchange]:
    """Those that ask what none before them asks."""
    kept: list[Exchange] = []
    for exchange in exchanges:
        if not same(exchange.meaning, [one.meaning for one in kept]):
            kept.append(exchange)
    return kept
