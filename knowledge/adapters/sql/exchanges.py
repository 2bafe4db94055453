"""`SqlExchanges`: what was asked in chats, in an SQL database."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import CursorResult, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.exchange_rows import exchange_of, exchange_row, meaning
from knowledge.adapters.sql.tables import ExchangeRow, OpenQuestionRow
from knowledge.records import Exchange, Meaning, Origin

_FURTHER_WITHIN: Final = 200
"""How many numbers of messages lie at most between the beginning of an answer and its end: others write meanwhile."""


@dataclass(frozen=True, slots=True)
class SqlExchanges:
    """The `Exchanges` port over one database; every method is one transaction."""

    engine: AsyncEngine

    async def add(self, exchange: Exchange) -> int:
        """Keep an exchange; its new id."""
        row = exchange_row(exchange)
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                session.add(row)
                await session.flush()
                return row.id

    async def exchange(self, exchange_id: int) -> Exchange | None:
        """The exchange with this id."""
        with translated():
            async with AsyncSession(self.engine) as session:
                row = await session.get(ExchangeRow, exchange_id)
                return exchange_of(row) if row else None

    async def said_in(self, chat_id: int, topic_id: int | None, message_id: int) -> Exchange | None:
        """The exchange whose answer, or a part of it, this message of a chat and topic carries."""
        first = col(ExchangeRow.answer_message_id)
        query = select(ExchangeRow).where(
            first.between(message_id - _FURTHER_WITHIN, message_id),
            col(ExchangeRow.chat_id) == chat_id,
            col(ExchangeRow.topic_id).is_not_distinct_from(topic_id),
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                rows = await session.scalars(query.order_by(first.desc(), col(ExchangeRow.id).desc()))
                return next((exchange_of(row) for row in rows if _carries(row, message_id)), None)

    async def asked_in(self, user_id: int, chats: Collection[int]) -> bool:
        """Whether somebody has asked something in one of these chats."""
        query = select(col(ExchangeRow.id)).where(
            col(ExchangeRow.user_id) == user_id, col(ExchangeRow.chat_id).in_(chats)
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                return await session.scalar(query.limit(1)) is not None

    async def of_message(self, chat_id: int, message_id: int, after: int = 0) -> list[Exchange]:
        """What a message of a chat asked, the oldest first: what was kept after the exchange with this id."""
        query = select(ExchangeRow).where(
            col(ExchangeRow.chat_id) == chat_id,
            col(ExchangeRow.message_id) == message_id,
            col(ExchangeRow.id) > after,
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                rows = await session.scalars(query.order_by(col(ExchangeRow.id)))
                return [exchange_of(row) for row in rows]

    async def begun_before(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether an earlier message of the same person in this place asked several lines, and was kept later."""
        row = ExchangeRow
        query = select(col(row.id)).where(
            col(row.chat_id) == origin.chat_id,
            col(row.topic_id).is_not_distinct_from(origin.topic_id),
            col(row.user_id).is_not_distinct_from(origin.user_id),
            col(row.message_id) < origin.message_id,
            col(row.asked_at) >= said_at,
            col(row.typed).contains("\n"),
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                return await session.scalar(query.limit(1)) is not None

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note which message carries the answer of an exchange, and in which further ones it goes on."""
        carried = {"answer_message_id": message_id, "further_message_ids": list(further)}
        query = update(ExchangeRow).where(col(ExchangeRow.id) == exchange_id).values(carried)
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                await session.execute(query)

    async def answered(self, chat_id: int, since: dt.datetime, limit: int) -> list[tuple[int, Meaning]]:
        """Ids and meanings of what was asked in a chat since then and answered anew, the newest first."""
        row = ExchangeRow
        query = (
            select(col(row.id), col(row.question), col(row.embedder), col(row.vector))
            .where(col(row.chat_id) == chat_id, col(row.asked_at) >= since)
            .where(col(row.status) == "answered", col(row.mode) != "stored")
            .order_by(col(row.asked_at).desc(), col(row.id).desc())
            .limit(limit)
        )
        with translated():
            async with AsyncSession(self.engine) as session:
                rows = await session.execute(query)
                return [(number, meaning(question, name, vector)) for number, question, name, vector in rows]

    async def forget(self, before: dt.datetime) -> int:
        """Remove the older exchanges, but for those whose question is open, and older questions that none asks."""
        still_open = select(col(OpenQuestionRow.id)).where(col(OpenQuestionRow.closed_at).is_(None))
        asked = col(ExchangeRow.open_question_id)
        query = delete(ExchangeRow).where(
            col(ExchangeRow.asked_at) < before, or_(asked.is_(None), asked.not_in(still_open))
        )
        is_asked = exists().where(asked == col(OpenQuestionRow.id))
        unasked = delete(OpenQuestionRow).where(col(OpenQuestionRow.asked_at) < before, ~is_asked)
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                forgotten = cast("CursorResult[Any]", await session.execute(query)).rowcount
                await session.execute(unasked)
                return forgotten


def _carries(row: ExchangeRow, message_id: int) -> bool:
    return message_id == row.answer_message_id or message_id in row.further_message_ids
