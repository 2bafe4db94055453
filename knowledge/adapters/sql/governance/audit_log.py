"""`SqlAuditLog`: who did what, in an SQL database, in one table with the weekly's steps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, readonly
from knowledge.adapters.sql.weekly.issue_rows import AUDITS, audit_of, audit_values
from knowledge.records import Audit, Audited


@dataclass(frozen=True, slots=True)
class SqlAuditLog:
    """The `AuditLog` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def add(self, audits: Sequence[Audit], at: dt.datetime) -> None:
        """Write these down."""
        if audits:
            async with durable(self.engine) as connection:
                await write_down(connection, *(replace(one, at=at) for one in audits))

    async def latest(self, limit: int, before: int | None = None, subject: str | None = None) -> list[Audited]:
        """The newest first, of those with a smaller number than `before`; of one subject where it is given."""
        query = select(AUDITS).order_by(AUDITS.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(AUDITS.c.id < before)
        if subject is not None:
            query = query.where(AUDITS.c.subject == subject)
        async with readonly(self.engine) as connection:
            return [Audited(row.id, audit_of(row)) for row in await connection.execute(query)]


async def write_down(connection: AsyncConnection, *audits: Audit | None) -> None:
    """Write down what there is of these, in the caller's transaction: with what they tell of, or not at all."""
    rows = [audit_values(one) for one in audits if one is not None]
    if rows:
        await connection.execute(insert(AUDITS), rows)
