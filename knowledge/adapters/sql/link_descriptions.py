"""`SqlLinkDescriptions`: what is known of links, in an SQL database."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.tables import LinkDescriptionRow
from knowledge.adapters.sql.writes import batches
from knowledge.records import LinkDescription


class SqlLinkDescriptions:
    """The `LinkDescriptions` port over one database; every method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing_engine = writing(engine)

    async def descriptions(self, identities: Iterable[str]) -> dict[str, LinkDescription]:
        """What is known of these, by identity."""
        known: dict[str, LinkDescription] = {}
        with translated():
            async with AsyncSession(self._engine) as session:
                for batch in batches(dict.fromkeys(identities)):
                    query = select(LinkDescriptionRow).where(col(LinkDescriptionRow.identity).in_(batch))
                    known |= {row.identity: row.record() for row in await session.scalars(query)}
        return known

    async def describe(self, descriptions: Sequence[LinkDescription]) -> None:
        """Keep these, in the place of older ones; of two with one identity, the last."""
        rows = {one.identity: _row(one) for one in descriptions}
        with translated():
            async with AsyncSession(self._writing_engine) as session, session.begin():
                for batch in batches(rows):
                    known = col(LinkDescriptionRow.identity).in_(batch)
                    await session.execute(delete(LinkDescriptionRow).where(known))
                    await session.execute(insert(LinkDescriptionRow), [rows[identity] for identity in batch])


def _row(one: LinkDescription) -> dict[str, Any]:
    return {
        "identity": one.identity,
        "fetched_at": one.fetched_at,
        "title": one.title,
        "authors": list(one.authors),
    }
