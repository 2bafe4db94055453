"""`SqlErasures`: who wants to be forgotten, in an SQL database."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Update, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.rights.erasing import forget_held
from knowledge.adapters.sql.rights.tables import ErasureRow
from knowledge.adapters.sql.spine.outbox import put_effects
from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.records import Effect
from knowledge.rights.ports import Erasure

_ERASURES: Final = ErasureRow.metadata.tables["erasures"]
_OUTBOX: Final = OutboxRow.metadata.tables["outbox"]
_FIELDS: Final = tuple(_ERASURES.c[name] for name in Erasure.__slots__)


@dataclass(frozen=True, slots=True)
class SqlErasures:
    """The `Erasures` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def ask(self, erasure: Erasure) -> bool:
        """Note it; whether that is new."""
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _ERASURES).values(asdict(erasure)).on_conflict_do_nothing()
            return await connection.scalar(new.returning(_ERASURES.c.user_id)) is not None

    async def pending(self) -> list[Erasure]:
        """Those that are not finished, the oldest first."""
        async with readonly(self.engine) as connection:
            query = select(*_FIELDS).order_by(_ERASURES.c.asked_at, _ERASURES.c.user_id)
            return [Erasure(*row) for row in await connection.execute(query)]

    async def reprinted(self, user_id: int) -> None:
        """Note that an issue was printed anew for it."""
        async with durable(self.engine) as connection:
            await connection.execute(_of(user_id).values(reprinted=True))

    async def tell(self, user_id: int, news: Effect, now: dt.datetime) -> None:
        """Put the news that it is done into the outbox, and note that."""
        with translated():
            async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                await session.execute(_of(user_id).values(told_as=news.key))
                await put_effects(session, [news], now)

    async def finish(self, erasure: Erasure) -> None:
        """Forget that it was asked for, with the news of it and the turn that sending them took."""
        async with durable(self.engine) as connection:
            await connection.execute(delete(_ERASURES).where(_ERASURES.c.user_id == erasure.user_id))
            if erasure.told_as is not None:
                await connection.execute(delete(_OUTBOX).where(_OUTBOX.c.key == erasure.told_as))
            await forget_held(connection, erasure.user_id)


def _of(user_id: int) -> Update:
    return update(_ERASURES).where(_ERASURES.c.user_id == user_id)
