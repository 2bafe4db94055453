"""`SqlAttachments`: the pictures that came with notes, in an SQL database."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.statements import durable, inserting, readonly
from knowledge.adapters.sql.weekly.tables import AttachmentRow
from knowledge.weekly.compiled import StoredPicture

_ATTACHMENTS: Final = AttachmentRow.metadata.tables["attachments"]
_COLUMN: Final = _ATTACHMENTS.c
_PICTURE: Final = tuple(_COLUMN[name] for name in StoredPicture.__slots__)


@dataclass(frozen=True, slots=True)
class SqlAttachments:
    """The `Attachments` port over one database."""

    engine: AsyncEngine

    async def keep(self, picture: StoredPicture, now: dt.datetime) -> int:
        """Keep a picture; its id. The same bytes are kept once."""
        values = {name: getattr(picture, name) for name in StoredPicture.__slots__}
        values |= {"digest": sha256(picture.data).hexdigest(), "kept_at": now}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _ATTACHMENTS).values(values)
            # The time is written again so that what was there already is returned as well.
            put = new.on_conflict_do_update(index_elements=["digest"], set_={"kept_at": now})
            return int(await connection.scalar(put.returning(_COLUMN.id)) or 0)

    async def pictures(self, ids: Collection[int]) -> dict[int, StoredPicture]:
        """Pictures by id; unknown ones are left out."""
        query = select(_COLUMN.id, *_PICTURE).where(_COLUMN.id.in_(ids)).order_by(_COLUMN.id)
        async with readonly(self.engine) as connection:
            return {number: StoredPicture(*rest) for number, *rest in await connection.execute(query)}
