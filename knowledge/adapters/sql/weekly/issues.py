"""`SqlIssues`: issues, what is frozen of them, and the one way in which the weekly changes, in an SQL database."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.weekly.issue_rows import (
    ARTEFACTS,
    AUDITS,
    ISSUES,
    PUBLICATIONS,
    audit_of,
    issue_of,
    issue_values,
    publication_of,
)
from knowledge.adapters.sql.weekly.taking import StepOverrun, taken
from knowledge.records import Audit
from knowledge.weekly.compiled import Artefact, CompiledIssue
from knowledge.weekly.issues import Issue, IssueState, Publication, Step
from knowledge.weekly.rendering.json_export import of_json


@dataclass(frozen=True, slots=True)
class SqlIssues:
    """The `Issues` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def take(self, step: Step, now: dt.datetime) -> Step | None:
        """Change all that a step says; None, and nothing is changed, where it is not as it was read any more."""
        with translated():
            try:
                async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                    return await taken(session, step, now)
            except StepOverrun:
                return None

    async def open(self, now: dt.datetime) -> Issue:
        """The one open issue; the very first is created."""
        query = select(ISSUES).where(ISSUES.c.state == IssueState.OPEN.value)
        while (found := await self._first(query)) is None:
            async with durable(self.engine) as connection:
                first = inserting(connection.dialect, ISSUES).values(issue_values(Issue(0, IssueState.OPEN, now, now)))
                await connection.execute(first.on_conflict_do_nothing())
        return found

    async def issue(self, issue_id: int) -> Issue | None:
        """An issue by its id."""
        return await self._first(select(ISSUES).where(ISSUES.c.id == issue_id))

    async def numbered(self, number: int) -> Issue | None:
        """An issue by its number."""
        return await self._first(select(ISSUES).where(ISSUES.c.number == number))

    async def issues(self, states: Collection[IssueState] | None = None) -> list[Issue]:
        """Those in these states or all, the oldest first."""
        query = select(ISSUES).order_by(ISSUES.c.id)
        if states is not None:
            query = query.where(ISSUES.c.state.in_([state.value for state in states]))
        async with readonly(self.engine) as connection:
            return [issue_of(row) for row in await connection.execute(query)]

    async def compiled(self, number: int, revision: int | None = None) -> CompiledIssue | None:
        """What is frozen of an issue in its newest revision or another, whatever its state."""
        frozen = await self.artefact(number, "frozen.json", revision)
        return None if frozen is None else of_json(frozen.data)

    async def artefact(self, number: int, name: str, revision: int | None = None) -> Artefact | None:
        """One rendering of an issue, in its newest revision or another."""
        fields = ARTEFACTS.c.name, ARTEFACTS.c.media_type, ARTEFACTS.c.data
        query = _of_revision(select(*fields), number, revision).where(ARTEFACTS.c.name == name)
        async with readonly(self.engine) as connection:
            row = (await connection.execute(query)).one_or_none()
            return None if row is None else Artefact(*row)

    async def artefact_names(self, number: int) -> list[str]:
        """The renderings of the newest revision."""
        async with readonly(self.engine) as connection:
            return sorted(await connection.scalars(_of_revision(select(ARTEFACTS.c.name), number, None)))

    async def publications(self, issue_id: int) -> list[Publication]:
        """Where an issue is published, every revision, the oldest first."""
        query = select(PUBLICATIONS).where(PUBLICATIONS.c.issue_id == issue_id)
        async with readonly(self.engine) as connection:
            rows = await connection.execute(query.order_by(PUBLICATIONS.c.revision, PUBLICATIONS.c.target))
            return [publication_of(row) for row in rows]

    async def audits(self, subject: str) -> list[Audit]:
        """What was done to a note or an issue, the oldest first."""
        query = select(AUDITS).where(AUDITS.c.subject == subject).order_by(AUDITS.c.id)
        async with readonly(self.engine) as connection:
            return [audit_of(row) for row in await connection.execute(query)]

    async def _first(self, query: Select[Any]) -> Issue | None:
        async with readonly(self.engine) as connection:
            row = (await connection.execute(query)).one_or_none()
            return None if row is None else issue_of(row)


def _of_revision(query: Select[Any], number: int, revision: int | None) -> Select[Any]:
    """Artefacts of the issue with this number, in its newest revision or another."""
    wanted = ISSUES.c.revision if revision is None else revision
    joined = query.join_from(ARTEFACTS, ISSUES, ISSUES.c.id == ARTEFACTS.c.issue_id)
    return joined.where(ISSUES.c.number == number, ARTEFACTS.c.revision == wanted)
