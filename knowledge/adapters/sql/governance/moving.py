"""Giving a chat another number in what governs it."""

from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.chat_tables import OverheardRow
from knowledge.adapters.sql.governance.tables import AdmissionRow, ConsumptionRow, QuotaRow
from knowledge.adapters.sql.spine.statements import inserting
from knowledge.governance.admissions import Standing
from knowledge.governance.quotas import Scope, Spent

_ADMISSIONS: Final = AdmissionRow.metadata.tables["admissions"]
_CONSUMPTION: Final = ConsumptionRow.metadata.tables["consumption"]
_QUOTAS: Final = QuotaRow.metadata.tables["quotas"]
_OVERHEARD: Final = OverheardRow.metadata.tables["overheard"]

_APART: Final = 10**15
"""More than any message's number: the new chat numbers its messages anew, and may have the same ones."""


async def move_governance(connection: AsyncConnection, old: int, new: int) -> None:
    """Whether the group is served, how much it used and may use, in the caller's transaction.

    What has a column `chat_id` is for the caller to move afterwards.
    """
    await _move_admission(connection, old, new)
    await _move_consumption(connection, old, new)
    await _move_quota(connection, old, new)
    apart = update(_OVERHEARD).where(_OVERHEARD.c.chat_id == old)
    await connection.execute(apart.values(message_id=_OVERHEARD.c.message_id - _APART))


async def _move_admission(connection: AsyncConnection, old: int, new: int) -> None:
    """What was decided for the group holds for the supergroup, which may have begun to wait by itself already."""
    chat, waiting = _ADMISSIONS.c.chat_id, _ADMISSIONS.c.standing == Standing.WAITING.value
    if await connection.scalar(select(chat).where(chat == old, ~waiting)) is not None:
        await connection.execute(delete(_ADMISSIONS).where(chat == new, waiting))
    await connection.execute(update(_ADMISSIONS).where(chat == old).values(kind="supergroup"))


async def _move_consumption(connection: AsyncConnection, old: int, new: int) -> None:
    """Add what both have used on a day."""
    column = _CONSUMPTION.c
    this = (column.scope == Scope.CHAT.value) & (column.id == old)
    rows = [row._asdict() | {"id": new} for row in await connection.execute(select(_CONSUMPTION).where(this))]
    put = inserting(connection.dialect, _CONSUMPTION)
    more = {name: column[name] + put.excluded[name] for name in Spent.__slots__}
    if rows:
        await connection.execute(put.on_conflict_do_update(index_elements=["scope", "id", "day"], set_=more), rows)
        await connection.execute(delete(_CONSUMPTION).where(this))


async def _move_quota(connection: AsyncConnection, old: int, new: int) -> None:
    """The supergroup's own stays, where it has one."""
    column = _QUOTAS.c
    this = (column.scope == Scope.CHAT.value) & (column.id == old)
    rows = [row._asdict() | {"id": new} for row in await connection.execute(select(_QUOTAS).where(this))]
    if rows:
        await connection.execute(inserting(connection.dialect, _QUOTAS).on_conflict_do_nothing(), rows)
        await connection.execute(delete(_QUOTAS).where(this))
