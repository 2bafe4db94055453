"""Freezing and unfreezing."""

import hashlib
import re

import pytest

from knowledge.errors import TransitionRefused
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import IssueState
from knowledge.weekly.notes import NoteState
from knowledge.weekly.publishing import Hindrance, IssueHindered
from knowledge.weekly.rendering import json_export
from tests.knowledge.weekly.publishing.conftest import Desk


async def test_freezing_fixes_number_labels_names_and_files(desk: Desk) -> None:
    """A nickname that changes later changes nothing; an anonymous note has none anywhere in the files."""
    issue = await desk.open()
    hidden = await desk.note(issue, "不说我是谁", 9, anonymous=True)
    closed = await desk.in_review()
    frozen = await desk.weekly.freeze_issue(closed, "7")
    assert frozen is not None
    assert (frozen.state, frozen.number, frozen.revision) == (IssueState.FROZEN, 1, 1)
    notes = {one.note.id: one.note for one in await desk.weekly.notes.of_issue(issue.id)}
    assert {(one.state, one.label, one.byline) for one in notes.values()} == {
        (NoteState.FROZEN, "1-n1", None),
        *((NoteState.FROZEN, f"1-n{n + 1}", f"成员{n}") for n in (1, 2, 3)),
    }
    assert notes[hidden.id].byline is None
    kept = await desk.weekly.issues.artefact(1, "frozen.json")
    assert kept is not None
    assert frozen.digest == hashlib.sha256(kept.data).hexdigest()
    for name in await desk.weekly.issues.artefact_names(1):
        artefact = await desk.weekly.issues.artefact(1, name)
        assert artefact is not None
        assert "成员9".encode() not in artefact.data
    assert await desk.weekly.archive.published() == []


async def test_no_public_file_names_a_note(desk: Desk) -> None:
    """Not even in JSON: whoever knows the number of one anonymous note could tell its author's others."""
    issue = await desk.open()
    for text in ("一", "二"):
        await desk.note(issue, text, 9, anonymous=True)
    assert await desk.weekly.freeze_issue(await desk.in_review(), "7") is not None
    frozen = await desk.weekly.issues.compiled(1)
    shown = await desk.weekly.issues.artefact(1, "issue.json")
    assert frozen is not None
    assert shown is not None
    read = json_export.of_json(shown.data)
    assert read == json_export.public(frozen)
    names = ["匿名", "匿名", "成员1", "成员2", "成员3"]
    assert [entry.contributions[0].byline for entry in read.entries()] == names
    for name in set(await desk.weekly.issues.artefact_names(1)) - {"frozen.json"}:
        file = await desk.weekly.issues.artefact(1, name)
        assert file is not None
        assert not re.search(rb'"note_id":\d', file.data)


async def test_what_is_not_placed_goes_over_into_the_open_issue(desk: Desk) -> None:
    """In the state that it is in, and with it the next issue has what was late."""
    issue = await desk.open()
    left = [await desk.note(issue, state=one) for one in (NoteState.PENDING, NoteState.APPROVED)]
    frozen = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert frozen is not None
    over = await desk.weekly.notes.of_issue((await desk.open()).id)
    assert [(one.note.id, one.note.state) for one in over] == [(one.id, one.state) for one in left]


async def test_unfreezing_takes_number_labels_and_files_back(desk: Desk) -> None:
    """And the number is given again: there are no gaps."""
    frozen = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert frozen is not None
    thawed = await desk.weekly.unfreeze_issue(frozen, "7", "漏了一篇")
    assert thawed is not None
    assert (thawed.state, thawed.number, thawed.digest) == (IssueState.REVIEW, None, None)
    assert await desk.weekly.issues.compiled(1) is None
    notes = [one.note for one in await desk.weekly.notes.of_issue(thawed.id)]
    assert {(one.state, one.label, one.byline) for one in notes} == {(NoteState.PLACED, None, None)}
    told = (await desk.weekly.issues.audits(f"issue:{thawed.id}"))[-1]
    assert (told.event, told.detail["reason"]) == ("unfreeze", "漏了一篇")
    again = await desk.weekly.freeze_issue(thawed, "7")
    assert again is not None
    assert (again.number, again.digest) == (1, frozen.digest)


async def test_nothing_placed_is_not_frozen(desk: Desk) -> None:
    """Nor is an issue that is open."""
    issue = await desk.open()
    with pytest.raises(TransitionRefused):
        await desk.weekly.freeze_issue(issue, "7")
    for n in range(3):
        await desk.note(issue, author=n + 1, state=NoteState.PENDING)
    closed = await desk.weekly.close_issue(issue, "7")
    assert closed is not None
    with pytest.raises(IssueHindered) as hindered:
        await desk.weekly.freeze_issue(closed, "7")
    assert hindered.value.hindrance is Hindrance.NO_ENTRIES


async def test_a_draft_changes_nothing_and_reads_as_it_would_be_frozen(desk: Desk) -> None:
    """Number, labels and references too."""
    closed = await desk.in_review()
    await desk.note(closed, "论文", section=Section.PAPERS, title="题", url="https://arxiv.org/abs/1706.03762")
    draft = await desk.weekly.draft_issue(closed)
    assert await desk.now(closed) == closed
    await desk.weekly.freeze_issue(closed, "7")
    assert await desk.weekly.issues.compiled(1) == draft
