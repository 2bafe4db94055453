"""Notes and what they are collected from."""

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.errors import LibraryUnavailable
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import Step
from knowledge.weekly.notes import Agreement, AlbumItem, NoteState, Quoted
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, BO, GROUP, draft, handed_in, message, moving

SOON = NOON + dt.timedelta(seconds=2.5)


async def test_a_note_comes_back_as_it_was(engine: AsyncEngine) -> None:
    """Every field of it, whether it was begun in private or in a group, with an author or without."""
    notes = SqlNotes(engine)
    whole = draft(
        chat_id=GROUP,
        anonymous=True,
        urgent=True,
        due_at=SOON,
        supersedes=4,
        amends=5,
        joins=6,
        position=7,
        quoted=(Quoted("频道", BO, Agreement.ASKED), Quoted("某人")),
        reason="太短",
        byline="小明",
        label="4-p2",
        exchange_id=8,
    )
    for note in (whole, draft(message_id=2), draft(None, message_id=3)):
        kept = await notes.begin(note, None)
        assert kept == replace(note, id=kept.id)
        assert await notes.bare(kept.id) == kept
        assert await notes.note(kept.id) is None
    assert await notes.bare(99) is None


async def test_the_same_message_begins_one_note(database: Path | str) -> None:
    """However often it comes, and to however many processes at once; with a part or without."""
    async with open_engine(database) as one, open_engine(database) as other:
        first = draft()
        several = [SqlNotes(engine).begin(first, message(first, 1)) for engine in (one, other) * 3]
        several += [SqlNotes(engine).begin(draft(message_id=2), None) for engine in (one, other) * 3]
        begun = await asyncio.gather(*several)
        assert len({note.id for note in begun[:6]}) == len({note.id for note in begun[6:]}) == 1
        assert begun[0] != begun[6]
        assert await SqlNotes(one).parts(begun[0].id) == [message(begun[0], 1)]


async def test_messages_are_added_while_a_note_is_collected(engine: AsyncEngine) -> None:
    """In the order of their numbers, each once; what comes later moves the time at which it is due."""
    notes = SqlNotes(engine)
    note = await notes.begin(draft(due_at=NOON), message(draft(), 5, "后", album="7", attachments=(1, 2)))
    assert await notes.add_part(message(note, 4, "前"), SOON)
    assert await notes.add_part(message(note, 4, "改过的"), SOON)
    assert [(one.text, one.album, one.attachments) for one in await notes.parts(note.id)] == [
        ("改过的", None, ()),
        ("后", "7", (1, 2)),
    ]
    assert await notes.bare(note.id) == replace(note, due_at=SOON)
    assert (await notes.due(NOON, 9), await notes.due(SOON, 9)) == ([], [replace(note, due_at=SOON)])
    assert await notes.of_message(ANNA, 4) == await notes.of_album(ANNA, "7") == replace(note, due_at=SOON)
    assert (await notes.of_message(ANNA, 6), await notes.of_album(BO, "7")) == (None, None)


async def test_a_message_goes_to_one_note_and_to_none_that_is_handed_in(engine: AsyncEngine) -> None:
    """Nothing is changed then."""
    notes = SqlNotes(engine)
    first = await notes.begin(draft(), message(draft(), 1, "甲"))
    second = await notes.begin(draft(message_id=2), None)
    assert not await notes.add_part(message(second, 1, "乙"), None)
    assert [one.text for one in await notes.parts(first.id)] == ["甲"]
    assert await SqlIssues(engine).take(Step((moving(first, state=NoteState.PREVIEWED),)), NOON)
    assert not await notes.add_part(message(first, 3), SOON)
    assert not await notes.add_part(message(replace(first, id=99), 3), SOON)
    assert len(await notes.parts(first.id)) == 1


async def test_items_of_albums_are_held_for_a_while(engine: AsyncEngine) -> None:
    """By chat and album, in the order of their numbers, each once."""
    notes = SqlNotes(engine)
    items = [AlbumItem(-100, number, album, "{}") for number, album in ((9, "a"), (8, "a"), (7, "b"), (9, "a"))]
    for minute, item in enumerate(items):
        await notes.hold(item, NOON + dt.timedelta(minutes=minute))
    assert await notes.held(-100, "a") == [items[1], items[0]]
    assert await notes.held(-101, "a") == []
    assert await notes.let_go(NOON + dt.timedelta(minutes=2)) == 2
    assert (await notes.held(-100, "a"), await notes.held(-100, "b")) == ([], [items[2]])


async def test_what_somebody_collects_is_found_by_chat(engine: AsyncEngine) -> None:
    """Not in another chat, not another person's, and not once it is handed in."""
    notes = SqlNotes(engine)
    private = await notes.begin(draft(), None)
    group = await notes.begin(draft(chat_id=GROUP), None)
    await handed_in(engine, author_id=BO, message_id=3)
    assert await notes.collecting(ANNA, ANNA) == private
    assert await notes.collecting(ANNA, GROUP) == group
    assert await notes.collecting(BO, GROUP) is None


async def test_what_nobody_has_looked_at_is_found_by_chat_the_newest_first(engine: AsyncEngine) -> None:
    """Drafts and what was handed in, of one person; not what was thrown away."""
    notes = SqlNotes(engine)
    pending = (await handed_in(engine, author_id=ANNA, message_id=3)).note
    begun = await notes.begin(draft(chat_id=pending.origin.chat_id, message_id=4), None)
    await notes.begin(draft(chat_id=pending.origin.chat_id - 1, message_id=5), None)
    found = await notes.unsettled(ANNA, pending.origin.chat_id)
    assert [one.id for one in found] == [begun.id, pending.id]
    assert await notes.unsettled(BO, pending.origin.chat_id) == []
    await notes.erase(begun.id, NOON)
    assert [one.id for one in await notes.unsettled(ANNA, pending.origin.chat_id)] == [pending.id]


async def test_notes_are_listed_with_their_newest_wording(engine: AsyncEngine) -> None:
    """Of an author the newest first; of an issue by section, place and age."""
    notes = SqlNotes(engine)
    places = [
        (Section.STUDY, None),
        (Section.STUDY, 2),
        (Section.STUDY, 1),
        (Section.PAPERS, None),
        (Section.ANSWERS, 1),
    ]
    made = [
        await handed_in(engine, f"第 {n}", message_id=n, section=section, position=position, label="4-p1")
        for n, (section, position) in enumerate(places)
    ]
    assert await notes.of_author(ANNA) == made[::-1]
    in_order = [made[at] for at in (3, 2, 1, 0, 4)]
    assert await notes.of_issue(made[0].note.issue_id or 0) == await notes.labelled("4-p1") == in_order
    assert await notes.of_author(ANNA, {NoteState.PLACED}) == await notes.of_issue(1, [NoteState.ERASED]) == []
    assert await notes.of_author(BO) == await notes.labelled("4-p2") == []


async def test_only_the_table_of_authors_says_who_wrote_a_note(engine: AsyncEngine) -> None:
    """Their number stands in no column of a note, though a private chat has the same."""
    note = await SqlNotes(engine).begin(draft(anonymous=True), None)
    async with engine.connect() as connection:
        [row] = (await connection.execute(text("SELECT * FROM notes"))).all()
        assert str(ANNA) not in repr(row)
        assert (await connection.execute(text("SELECT * FROM note_authors"))).all() == [(note.id, ANNA)]


async def test_a_database_that_fails_is_unavailable(engine: AsyncEngine) -> None:
    """Its library's error does not come through."""
    async with engine.begin() as connection:
        for table in ("parts", "revisions", "note_authors", "notes"):
            await connection.execute(text(f"DROP TABLE {table}"))
    notes, issues = SqlNotes(engine), SqlIssues(engine)
    failing = (notes.begin(draft(), None), notes.bare(1), notes.erase(1, NOON))
    for call in (*failing, issues.take(Step((moving(draft(id=1)),)), NOON)):
        with pytest.raises(LibraryUnavailable):
            await call
