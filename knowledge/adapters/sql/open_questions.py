"""`SqlOpenQuestions`: questions that nothing has answered yet, in an SQL database."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, Select, Update, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.exchange_rows import exchange_of, question_of, question_row
from knowledge.adapters.sql.spine.outbox import put_effects
from knowledge.adapters.sql.tables import ExchangeRow, OpenQuestionRow
from knowledge.records import Effect, Exchange, OpenQuestion


@dataclass(frozen=True, slots=True)
class SqlOpenQuestions:
    """The `OpenQuestions` port over one database; every method is one transaction."""

    engine: AsyncEngine

    async def questions(self, chat_id: int | None = None, *, closed: bool = False) -> list[OpenQuestion]:
        """Those of a chat or of all, the oldest first; the closed ones too where they are wanted."""
        query = (
            select(OpenQuestionRow, func.count(col(ExchangeRow.id)))
            .outerjoin(ExchangeRow, col(ExchangeRow.open_question_id) == col(OpenQuestionRow.id))
            .group_by(col(OpenQuestionRow.id))
            .order_by(col(OpenQuestionRow.asked_at), col(OpenQuestionRow.id))
        )
        if chat_id is not None:
            query = query.where(col(OpenQuestionRow.chat_id) == chat_id)
        if not closed:
            query = query.where(col(OpenQuestionRow.closed_at).is_(None))
        async with self._reading() as session:
            return [question_of(row, times) for row, times in await session.execute(query)]

    async def open(self, question: OpenQuestion, exchange_id: int) -> int:
        """Put a question on the list, asked by this exchange; its new id, or that of the open one it asks already."""
        row = question_row(question)
        async with self._writing() as session:
            asked = await session.scalar(_asked(exchange_id).where(col(OpenQuestionRow.closed_at).is_(None)))
            if asked is not None:
                return asked
            session.add(row)
            await session.flush()
            await session.execute(_of(exchange_id).values(open_question_id=row.id))
            return row.id

    async def asked_again(self, question_id: int, exchange_id: int) -> None:
        """Note that another exchange asks a question that is on the list."""
        await self._changed(_of(exchange_id).values(open_question_id=question_id))

    async def asked_by(self, exchange_id: int) -> int | None:
        """The id of the question that an exchange asks, unless that was closed by hand."""
        row = OpenQuestionRow
        query = _asked(exchange_id).where(or_(col(row.closed_at).is_(None), col(row.entry_id).is_not(None)))
        async with self._reading() as session:
            return await session.scalar(query)

    async def want(self, exchange_id: int) -> bool:
        """Note that whoever asked wants to be told; whether that is new."""
        statement = _of(exchange_id).where(col(ExchangeRow.wants_answer).is_(False))
        return await self._changed(statement.values(wants_answer=True))

    async def close(self, question_id: int, at: dt.datetime, entry_id: str | None = None) -> bool:
        """Close an open question, with the entry that answers it if any; whether it was open."""
        row = OpenQuestionRow
        statement = update(row).where(col(row.id) == question_id, col(row.closed_at).is_(None))
        return await self._changed(statement.values(closed_at=at, entry_id=entry_id))

    async def reopen(self, exchange_id: int) -> None:
        """Open the question again that an exchange asks: what answered it is gone."""
        statement = update(OpenQuestionRow).where(col(OpenQuestionRow.id).in_(_asked(exchange_id)))
        await self._changed(statement.values(closed_at=None, entry_id=None))

    async def untold(self) -> list[tuple[Exchange, str]]:
        """Exchanges whose askers want to be told and were not, with the id of the entry that answers them."""
        query = (
            select(ExchangeRow, col(OpenQuestionRow.entry_id))
            .join(OpenQuestionRow, col(ExchangeRow.open_question_id) == col(OpenQuestionRow.id))
            .where(col(ExchangeRow.wants_answer), col(ExchangeRow.told_at).is_(None))
            .where(col(OpenQuestionRow.entry_id).is_not(None))
            .order_by(col(ExchangeRow.id))
        )
        async with self._reading() as session:
            return [(exchange_of(row), entry_id) for row, entry_id in await session.execute(query) if entry_id]

    async def tell(self, exchange_id: int, news: Effect, at: dt.datetime) -> bool:
        """Put the news for an asker into the outbox; false where they were told before, by whichever process."""
        noted = _of(exchange_id).where(col(ExchangeRow.told_at).is_(None)).values(told_at=at)
        with translated():
            async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                is_new = cast("CursorResult[Any]", await session.execute(noted)).rowcount > 0
                if is_new:
                    await put_effects(session, [news], at)
                return is_new

    async def _changed(self, statement: Update) -> bool:
        async with self._writing() as session:
            return cast("CursorResult[Any]", await session.execute(statement)).rowcount > 0

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        with translated():
            async with AsyncSession(self.engine) as session:
                yield session

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        with translated():
            async with AsyncSession(writing(self.engine)) as session, session.begin():
                yield session


def _of(exchange_id: int) -> Update:
    return update(ExchangeRow).where(col(ExchangeRow.id) == exchange_id)


def _asked(exchange_id: int) -> Select[int]:
    """The id of the question that an exchange asks."""
    joined = col(ExchangeRow.open_question_id) == col(OpenQuestionRow.id)
    return select(col(OpenQuestionRow.id)).join(ExchangeRow, joined).where(col(ExchangeRow.id) == exchange_id)
