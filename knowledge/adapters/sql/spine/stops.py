"""`SqlStops`: wishes to stop an answer, in an SQL database."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.statements import inserting, readonly
from knowledge.adapters.sql.spine.tables import StopRow

_STOPS: Final = StopRow.metadata.tables["stops"]
_COLUMN: Final = _STOPS.c


@dataclass(frozen=True, slots=True)
class SqlStops:
    """The `Stops` port over one database."""

    engine: AsyncEngine

    async def wish(self, chat_id: int, asker: int, now: dt.datetime) -> None:
        """Note the wish; an older one of the same is gone."""
        with translated():
            async with writing(self.engine).begin() as connection:
                new = inserting(connection.dialect, _STOPS).values(chat_id=chat_id, asker=asker, wished_at=now)
                keys = ["chat_id", "asker"]
                await connection.execute(new.on_conflict_do_update(index_elements=keys, set_={"wished_at": now}))

    async def wished(self, chat_id: int, asker: int, since: dt.datetime) -> bool:
        """Whether it was wished since then."""
        wish = _COLUMN.chat_id == chat_id, _COLUMN.asker == asker, _COLUMN.wished_at >= since
        async with readonly(self.engine) as connection:
            return await connection.scalar(select(_COLUMN.asker).where(*wish)) is not None
