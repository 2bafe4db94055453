"""`SqlOpinions`: what people think of answers, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, case, delete, func, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.exchange_rows import exchange_of
from knowledge.adapters.sql.spine.statements import inserting, readonly
from knowledge.adapters.sql.tables import METADATA, ExchangeRow, OpinionRow
from knowledge.records import Exchange, Fault, Feedback, Thumb

_OPINIONS: Final = METADATA.tables["opinions"]
_COLUMN: Final = _OPINIONS.c


@dataclass(frozen=True, slots=True)
class SqlOpinions:
    """The `Opinions` port over one database; every method is one transaction."""

    engine: AsyncEngine

    async def give(self, feedback: Feedback) -> None:
        """Keep what somebody thinks of an answer, in the place of what they thought; nothing where it is forgotten."""
        values = {name: getattr(feedback, name) for name in Feedback.__slots__}
        columns = [literal(value, _COLUMN[name].type) for name, value in values.items()]
        remembered = select(*columns).where(col(ExchangeRow.id) == feedback.exchange_id)
        with translated():
            async with writing(self.engine).begin() as connection:
                new = inserting(connection.dialect, _OPINIONS).from_select(list(values), remembered)
                key = ["exchange_id", "user_id"]
                says = {name: new.excluded[name] for name in values if name not in key}
                await connection.execute(new.on_conflict_do_update(index_elements=key, set_=says))

    async def take_back(self, exchange_id: int, user_id: int) -> bool:
        """Forget what somebody thought of it; whether they had said so."""
        theirs = (_COLUMN.exchange_id == exchange_id) & (_COLUMN.user_id == user_id)
        with translated():
            async with writing(self.engine).begin() as connection:
                gone = await connection.execute(delete(_OPINIONS).where(theirs))
                return gone.rowcount > 0

    async def of(self, exchange_id: int) -> list[Feedback]:
        """What was thought of one answer, the oldest first."""
        of_it = select(_OPINIONS).where(_COLUMN.exchange_id == exchange_id)
        async with readonly(self.engine) as connection:
            rows = await connection.execute(of_it.order_by(_COLUMN.given_at, _COLUMN.user_id))
            return [_feedback(row) for row in rows]

    async def balance(self, exchange_id: int) -> int:
        """How many more think well than ill of an answer, each time that its chat was given it."""
        first, given = aliased(ExchangeRow), aliased(ExchangeRow)
        same = (col(given.chat_id) == col(first.chat_id)) & (col(given.answer) == col(first.answer))
        ups = func.coalesce(func.sum(case((_COLUMN.thumb == Thumb.UP.value, 1), else_=-1)), 0)
        query = select(ups).select_from(_OPINIONS).join(given, col(given.id) == _COLUMN.exchange_id)
        async with readonly(self.engine) as connection:
            of_it = query.join(first, same).where(col(first.id) == exchange_id)
            return int(await connection.scalar(of_it) or 0)

    async def between(self, begins: dt.datetime, ends: dt.datetime) -> list[tuple[Exchange, Feedback]]:
        """What was thought in this time, but not at its end, with the exchange, the oldest first."""
        query = (
            select(ExchangeRow, OpinionRow)
            .join(OpinionRow, col(OpinionRow.exchange_id) == col(ExchangeRow.id))
            .where(col(OpinionRow.given_at) >= begins, col(OpinionRow.given_at) < ends)
            .order_by(col(OpinionRow.given_at), col(OpinionRow.exchange_id), col(OpinionRow.user_id))
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                rows = await session.execute(query)
                return [(exchange_of(exchange), _feedback(opinion)) for exchange, opinion in rows]


def _feedback(row: Row[Any] | OpinionRow) -> Feedback:
    values = {name: getattr(row, name) for name in Feedback.__slots__}
    fault = None if row.fault is None else Fault(row.fault)
    return Feedback(**values | {"thumb": Thumb(row.thumb), "fault": fault})
