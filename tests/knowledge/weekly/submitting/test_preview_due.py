"""Previewing what is due."""

import asyncio
import datetime as dt
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.weekly.notes import NoteState
from tests.fakes import NOON, FixedClock
from tests.knowledge.weekly.submitting.desks import message, submitting_over


async def test_of_several_processes_one_previews_a_note(sqlite_database: Path) -> None:
    """Both look at once; each note has one revision and one preview."""
    clock = FixedClock()
    async with open_engine(sqlite_database) as one, open_engine(sqlite_database) as other:
        first, second = submitting_over(one, clock), submitting_over(other, clock)
        for number in range(1, 5):
            handed = message(f"第 {number} 篇，各写各的。", number)
            await first.begin_note(handed.sender, handed.origin, handed)
        clock.time = NOON + dt.timedelta(seconds=3)
        await asyncio.gather(first.preview_due(), second.preview_due())
        await first.preview_due()
        notes = [await first.desk.notes.note(number) for number in range(1, 5)]
        assert [(one.note.state, one.note.revision) for one in notes if one] == [(NoteState.PREVIEWED, 1)] * 4
        async with one.connect() as connection:
            keys = [row.key for row in await connection.execute(select(col(OutboxRow.key)))]
        assert sorted(keys) == [f"preview:{number}:1" for number in range(1, 5)]


async def test_an_item_that_comes_while_it_is_previewed_is_in_it(sqlite_database: Path) -> None:
    """A draft is not previewed without a message that was added since it was read."""
    clock = FixedClock()
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, clock)
        begun = message("相册的说明", 1, album="5")
        note = (await submitting.begin_note(begun.sender, begun.origin, begun)).note
        clock.time = NOON + dt.timedelta(seconds=9.9)
        for number in (2, 3):
            await submitting.add_message(note, message(f"第 {number} 张的说明", number, album="5"))
        (due,) = await submitting.desk.notes.due(NOON + dt.timedelta(seconds=11), 5)
        assert due.due_at == NOON + dt.timedelta(seconds=10, microseconds=1) or due.due_at == NOON + dt.timedelta(
            seconds=10
        )
        clock.time = NOON + dt.timedelta(seconds=11)
        await submitting.preview_due()
        written = await submitting.desk.notes.note(note.id)
        assert written is not None
        assert written.revision.text.count("张的说明") == 2
