"""Closing, reopening and skipping."""

import asyncio

import pytest

from knowledge.errors import TransitionRefused
from knowledge.weekly.issues import IssueState
from knowledge.weekly.notes import NoteState
from tests.knowledge.weekly.publishing.conftest import Desk


async def test_closing_opens_the_next_and_tells_editors(desk: Desk) -> None:
    """In one step: there is one open issue at any time; what is told names the version of then."""
    closed = await desk.in_review()
    younger = await desk.open()
    assert younger.id != closed.id
    assert await desk.send() == [f"closed:{closed.id}"]
    with pytest.raises(TransitionRefused):
        await desk.weekly.close_issue(closed, "7")


async def test_two_editors_close_it_once(desk: Desk) -> None:
    """The second is told that somebody was first; no third issue is opened."""
    issue = await desk.open()
    for n in range(3):
        await desk.note(issue, author=n + 1)
    closed = await asyncio.gather(*(desk.weekly.close_issue(issue, str(n)) for n in range(2)))
    assert sorted(one is None for one in closed) == [False, True]
    assert len(await desk.weekly.issues.issues()) == 2
    (told,) = await desk.weekly.issues.audits(f"issue:{issue.id}")
    assert (told.event, told.after) == ("close", "review")


async def test_with_too_few_notes_it_is_skipped_and_they_stand_in_the_next(desk: Desk) -> None:
    """Those that were placed too; what is withdrawn stays behind."""
    issue = await desk.open()
    placed = await desk.note(issue)
    pending = await desk.note(issue, state=NoteState.PENDING)
    await desk.note(issue, state=NoteState.WITHDRAWN)
    skipped = await desk.weekly.close_issue(issue, "clock")
    assert skipped is not None
    assert skipped.state is IssueState.SKIPPED
    younger = await desk.open()
    moved = [one.note for one in await desk.weekly.notes.of_issue(younger.id)]
    assert [(one.id, one.state) for one in moved] == [(placed.id, "placed"), (pending.id, "pending")]


async def test_reopening_brings_the_notes_of_the_next_one_over(desk: Desk) -> None:
    """The younger issue, which nobody has seen, is skipped."""
    closed, younger = await desk.in_review(), await desk.open()
    late = await desk.note(younger, state=NoteState.PENDING)
    reopened = await desk.weekly.reopen_issue(closed, "7")
    assert reopened is not None
    assert (await desk.open()).id == closed.id
    assert (await desk.now(younger)).state is IssueState.SKIPPED
    assert late.id in [one.note.id for one in await desk.weekly.notes.of_issue(closed.id)]


async def test_an_issue_in_review_is_skipped_into_the_open_one(desk: Desk) -> None:
    """None is created for that."""
    closed, younger = await desk.in_review(), await desk.open()
    await desk.weekly.skip_issue(closed, "7")
    assert len(await desk.weekly.notes.of_issue(younger.id)) == 3
    assert len(await desk.weekly.issues.issues()) == 2
