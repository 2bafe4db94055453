"""Putting a library in the place of another one while bots run on that: what follows it comes level by itself."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.copies import be_patient, ignored, pour, snapshot, tables
from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.numbering import go_on_above, highest, number_of, numbered
from knowledge.adapters.sql.postgres import CHANGES_LOCK
from knowledge.adapters.sql.tables import METADATA
from knowledge.records import TableCopy

_KNOWN_BY: Final = {
    "inbox": ("update_id",),
    "outbox": ("key",),
    "replies": ("update_id", "n"),
    "runs": ("job", "period"),
    "lost_chats": ("chat_id",),
    "stops": ("chat_id", "asker"),
}
"""What tells of the world outside, with what names one thing of it: it went on since the backup, and stays as it is.

Only what the backup alone knows is added: an update that was acknowledged is neither lost nor worked off again.
"""

_LOGS: Final = ("changes", "vocabularies")
"""What somebody follows by its numbers: it goes on above all that they have seen."""


async def replace_database(
    source: AsyncEngine, target: AsyncEngine, report: Callable[[TableCopy], None] = ignored
) -> list[TableCopy]:
    """Put the source's library in the place of the target's, in one transaction; the source is changed for that.

    Every passage is logged as changed above the target's newest change, and every number that a follower of the target
    may hold and that is no passage now is logged as gone.

    Raises:
        CopyRefused, LibraryUnavailable: as of `copy_database`; the target is as it was.
    """
    with translated():
        async with writing(target, durable=True).begin() as into:
            await be_patient(into)
            await _keep_writers_out(into)
            async with writing(source).begin() as backup:
                await _continue(backup, into)
            await _clear(into)
            async with snapshot(source) as out_of:
                return await pour(out_of, into, report)


async def _keep_writers_out(into: AsyncConnection) -> None:
    """Wait for those that write; who reads goes on. SQLite has one writer, and it is this one."""
    if into.dialect.name == "postgresql":
        await into.execute(CHANGES_LOCK)  # first, as those do that write the library: else each may wait for the other
        await into.execute(text(f"LOCK TABLE {', '.join(table.name for table in tables())} IN EXCLUSIVE MODE"))


async def _continue(backup: AsyncConnection, into: AsyncConnection) -> None:
    """Change the backup so that it goes on where the target is."""
    for name in _LOGS:
        await _renumber(backup, into, METADATA.tables[name])
    await _bury(backup, into)
    for name, key in _KNOWN_BY.items():
        table = METADATA.tables[name]
        await _leave_out_known(backup, into, table, key)
        if numbered(table):
            await _renumber(backup, into, table)


async def _renumber(backup: AsyncConnection, into: AsyncConnection, table: Table) -> None:
    """Number the rows anew, in their order and without gaps, above every number that either ever gave."""
    top = max(await highest(backup, table), await highest(into, table))
    number = table.columns[number_of(table)]
    ranked = select(number, func.row_number().over(order_by=number).label("rank")).subquery()
    moved = await backup.execute(
        update(table).where(number == ranked.columns[number.name]).values({number: top + ranked.columns.rank})
    )
    await go_on_above(backup, table, top + moved.rowcount)


async def _bury(backup: AsyncConnection, into: AsyncConnection) -> None:
    """Log as gone what only the target ever had."""
    changes = METADATA.tables["changes"]
    logged = select(changes.columns.passage_id)
    gone = set(await into.scalars(logged)) - set(await backup.scalars(logged))
    if gone:
        await backup.execute(insert(changes), [{"passage_id": number} for number in sorted(gone)])


async def _leave_out_known(backup: AsyncConnection, into: AsyncConnection, table: Table, key: tuple[str, ...]) -> None:
    known = (await into.execute(select(*(table.columns[name] for name in key)))).all()
    if known:
        same = [table.columns[name] == bindparam(f"known_{name}") for name in key]
        values = [{f"known_{name}": value for name, value in row._asdict().items()} for row in known]
        await backup.execute(delete(table).where(*same), values)


async def _clear(into: AsyncConnection) -> None:
    for table in reversed(tables()):
        if table.name not in _KNOWN_BY:
            await into.execute(delete(table))
