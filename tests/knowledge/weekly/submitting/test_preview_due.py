"""Previewing what is due."""

import asyncio
import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.weekly.document import Document
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import NoteState, Written
from knowledge.weekly.submitting import Collected, Confirmed, NoteRefused, Submitting, confirming, wording
from knowledge.weekly.writing import parsed
from tests.fakes import NOON, FixedClock
from tests.knowledge.weekly.submitting.desks import confirmed, message, submitting_over


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


async def test_an_edit_that_comes_while_it_is_previewed_is_in_it(sqlite_database: Path) -> None:
    """A draft is not previewed as it was read before one of its messages was edited."""
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        note = (await begun_with(submitting, "写错了。")).note
        await submitting.revise_note(message("写对了。", 1))
        step = Step(notes=(NoteChange(note, replace(note, state=NoteState.PREVIEWED)),))
        assert await submitting.desk.issues.take(step, NOON) is None
        now = await submitting.desk.notes.bare(note.id)
        assert now is not None
        assert (await submitting.preview_note(now)).written.revision.text == "写对了。"


async def begun_with(submitting: Submitting, text: str) -> Collected:
    """A draft of one message, on its way to its preview."""
    begun = message(text, 1)
    return await submitting.begin_note(begun.sender, begun.origin, begun)


async def test_an_item_that_comes_as_its_note_is_confirmed_is_in_it(sqlite_database: Path) -> None:
    """The note is handed in, and what came in the same moment is its next revision; or the press is stale."""
    clock = FixedClock()
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, clock)
        begun = message("相册的说明", 1, album="5")
        note = (await submitting.begin_note(begun.sender, begun.origin, begun)).note
        clock.time = NOON + dt.timedelta(seconds=3)
        await submitting.preview_due()
        for number in range(2, 6):
            version = await bare_version(submitting, note.id)
            pressing = submitting.confirm_note(begun.sender, note.id, version, agreed=True)
            late = submitting.revise_note(message(f"第 {number} 张的说明", number, album="5"))
            pressed, revised = await asyncio.gather(pressing, late, return_exceptions=True)
            assert isinstance(pressed, Confirmed | NoteRefused)
            assert isinstance(revised, Written)
        written = await submitting.desk.notes.note(note.id)
        assert written is not None
        assert [f"第 {number} 张" in written.revision.text for number in range(2, 6)] == [True] * 4


async def bare_version(submitting: Submitting, note_id: int) -> int:
    """The version of a note as it is."""
    note = await submitting.desk.notes.bare(note_id)
    assert note is not None
    return note.version


async def test_nobody_waits_while_a_hostile_text_is_read(
    sqlite_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of items take a second, but not that of the chats."""
    where: list[threading.Thread] = []

    def noted(text: str) -> Document:
        where.append(threading.current_thread())
        return parsed(text)

    for module in (wording, confirming):
        monkeypatch.setattr(module, "parsed", noted)
    async with open_engine(sqlite_database) as engine:
        submitting = submitting_over(engine, FixedClock())
        await confirmed(submitting, message("- a\n" * 9, 1))
        assert len(where) == 2
        assert threading.main_thread() not in where
