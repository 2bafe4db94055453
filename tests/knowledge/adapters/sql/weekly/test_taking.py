"""A step is taken as a whole, from what was read, or not at all."""

import asyncio
from dataclasses import replace
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.records import Audit, Effect
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Artefact
from knowledge.weekly.issues import IssueChange, IssueState, NoteChange, Publication, Step
from knowledge.weekly.notes import NoteState, Revision
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import (
    ANNA,
    GROUP,
    LATER,
    becoming,
    closing,
    draft,
    fresh,
    frozen,
    handed_in,
    message,
    moving,
    took,
)


async def test_a_step_changes_all_that_it_says(issues: SqlIssues, engine: AsyncEngine) -> None:
    """What comes back is what is kept: ids, versions, the time; audits have it, too, and effects are in the outbox."""
    one = await handed_in(engine)
    audit = Audit("77", "approve", f"note:{one.note.id}", "pending", "placed", {"section": "papers"})
    step = Step(
        notes=(moving(one.note, state=NoteState.PLACED, revision=2),),
        revisions=(Revision(one.note.id, 2, "新题", "新文", LATER, "https://e.org/", 77),),
        parts=(message(one.note, 9, "补一句"),),
        audits=(audit,),
        effects=(Effect("card:1", GROUP, {}),),
    )
    taken = await took(issues, step)
    after = replace(one.note, state=NoteState.PLACED, revision=2, version=one.note.version + 1, changed_at=LATER)
    assert taken == replace(step, notes=(NoteChange(one.note, after),), audits=(replace(audit, at=LATER),))
    notes = SqlNotes(engine)
    assert (await notes.bare(after.id), await notes.revisions(after.id)) == (after, [one.revision, step.revisions[0]])
    assert (await notes.parts(after.id), await issues.audits("note:1")) == (list(step.parts), list(taken.audits))
    assert (await SqlOutbox(engine).by_keys(["card:1", "card:2"])).keys() == {"card:1"}


async def test_a_step_from_what_is_no_more_changes_nothing(issues: SqlIssues, engine: AsyncEngine) -> None:
    """Another state or version of any note or issue of it, or one that is not there; nor is anything added."""
    one, issue = await handed_in(engine), await issues.open(NOON)
    stale = [
        Step((NoteChange(replace(one.note, version=1), one.note),)),
        Step((NoteChange(replace(one.note, state=NoteState.APPROVED), one.note),)),
        Step((moving(replace(one.note, id=99)),)),
        Step((moving(one.note, urgent=True),), (becoming(replace(issue, version=2), foreword="x"),)),
        Step((moving(one.note, urgent=True),), (becoming(replace(issue, state=IssueState.REVIEW), foreword="x"),)),
    ]
    for step in stale:
        new = IssueChange(None, fresh(IssueState.SKIPPED))
        more = replace(
            step, issues=(*step.issues, new), audits=(Audit("1", "e", "s", "a", "b"),), effects=(Effect("k", 1, {}),)
        )
        assert await issues.take(more, LATER) is None
    assert (await issues.issues(), await SqlNotes(engine).bare(one.note.id)) == ([issue], one.note)
    assert (await issues.audits("s"), await SqlOutbox(engine).by_keys(["k"])) == ([], {})


async def test_a_message_that_comes_meanwhile_is_not_left_out_of_the_preview(
    issues: SqlIssues, engine: AsyncEngine
) -> None:
    """It moves the time at which its note is due: whoever read the messages before has to read them again."""
    notes = SqlNotes(engine)
    note = await notes.begin(draft(due_at=NOON), message(draft(), 1))
    assert await notes.add_part(message(note, 2), LATER)
    assert await issues.take(Step((moving(note, state=NoteState.PREVIEWED, due_at=None),)), LATER) is None
    note = await notes.bare(note.id) or note
    assert await issues.take(Step((moving(note, state=NoteState.PREVIEWED, due_at=None),)), LATER)


async def test_exactly_one_issue_is_open(issues: SqlIssues) -> None:
    """The first is there when it is asked for; closing it opens the next; a second open one is refused."""
    first = await issues.open(NOON)
    assert (first.state, first.version, await issues.open(LATER)) == (IssueState.OPEN, 1, first)
    taken = await took(issues, closing(first))
    assert [change.after.state for change in taken.issues] == [IssueState.REVIEW, IssueState.OPEN]
    review, second = (change.after for change in taken.issues)
    assert (review.id, await issues.open(LATER)) == (first.id, second)
    assert await issues.take(Step(issues=(IssueChange(None, fresh()),)), LATER) is None
    assert await issues.take(Step(issues=(becoming(review, state=IssueState.OPEN),)), LATER) is None
    reopened = Step(issues=(becoming(review, state=IssueState.OPEN), becoming(second, state=IssueState.SKIPPED)))
    await took(issues, reopened)
    assert (await issues.open(LATER)).id == first.id
    assert await issues.issues({IssueState.OPEN}) == [await issues.open(LATER)]


async def test_no_number_is_used_twice(issues: SqlIssues) -> None:
    """Not even by two that are frozen from the same state of affairs."""
    first = await frozen(issues, 4)
    closed = await took(issues, closing(await issues.open(NOON)))
    again = becoming(closed.issues[0].after, state=IssueState.FROZEN, number=4)
    assert await issues.take(Step(issues=(again,)), LATER) is None
    assert await issues.issue(closed.issues[0].after.id) == closed.issues[0].after
    assert (await issues.numbered(4), await issues.numbered(5)) == (first, None)


async def test_new_issues_and_notes_are_named_before_they_have_an_id(issues: SqlIssues, engine: AsyncEngine) -> None:
    """By their place in the step: -1 is the first."""
    one = await handed_in(engine)
    first = await issues.open(NOON)
    imported = replace(fresh(IssueState.PUBLISHED), number=3, revision=1)
    step = Step(
        notes=(
            moving(one.note, issue_id=-2),
            NoteChange(None, draft(ANNA, 4, state=NoteState.PENDING, revision=1, issue_id=-2)),
        ),
        issues=(becoming(first, state=IssueState.SKIPPED), IssueChange(None, fresh()), IssueChange(None, imported)),
        revisions=(Revision(-2, 1, "", "新", NOON),),
        artefacts=((-3, 1, Artefact("issue.md", "text/markdown", b"x")),),
        publications=(Publication(-3, 1, "archive", EffectState.SENT, NOON),),
        audits=(Audit("clock", "skip", "issue:-2", "", "open"), Audit("clock", "e", "note:-2", "", "pending")),
    )
    taken = await took(issues, step)
    note, opened, old = taken.notes[1].after, taken.issues[1].after, taken.issues[2].after
    assert note.id > one.note.id
    assert opened.id != old.id
    assert {change.after.issue_id for change in taken.notes} == {opened.id}
    assert [each.note.id for each in await SqlNotes(engine).of_author(ANNA)] == [note.id, one.note.id]
    assert (await issues.artefact(3, "issue.md"), await issues.artefact_names(3)) == (
        step.artefacts[0][2],
        ["issue.md"],
    )
    assert await issues.publications(old.id) == [replace(step.publications[0], issue_id=old.id)]
    assert [len(await issues.audits(subject)) for subject in (f"issue:{opened.id}", f"note:{note.id}")] == [1, 1]


async def test_a_note_comes_only_into_an_issue_that_takes_notes(issues: SqlIssues, engine: AsyncEngine) -> None:
    """Neither handed in for one that is frozen meanwhile, nor moved into it; a note that is over may stay there."""
    one = await handed_in(engine)
    locked = await took(issues, closing(await issues.open(NOON)))
    moved = moving(one.note, issue_id=locked.issues[1].after.id)
    review = locked.issues[0].after
    await took(issues, Step((moved,), (becoming(review, state=IssueState.FROZEN, number=1),)))
    now = await SqlNotes(engine).bare(one.note.id) or one.note
    assert await issues.take(Step((moving(now, issue_id=review.id),)), LATER) is None
    assert await issues.take(Step((moving(now, issue_id=99),)), LATER) is None
    assert await issues.take(Step((moving(now, issue_id=review.id, state=NoteState.WITHDRAWN),)), LATER)


async def test_no_note_in_hand_stays_behind(issues: SqlIssues, engine: AsyncEngine) -> None:
    """One that came since the notes were read is not frozen out: whoever freezes has to read them again."""
    one = await handed_in(engine)
    closed = await took(issues, closing(await issues.open(NOON)))
    freezing = becoming(closed.issues[0].after, state=IssueState.FROZEN, number=1)
    assert await issues.take(Step(issues=(freezing,)), LATER) is None
    await took(issues, Step((moving(one.note, issue_id=closed.issues[1].after.id),), (freezing,)))


async def test_of_two_at_once_one_wins(database: Path | str) -> None:
    """Whatever they change of the same, in whatever order they name it; the other has changed nothing."""
    async with open_engine(database) as one, open_engine(database) as other:
        made = [(await handed_in(one, message_id=n)).note for n in range(3)]
        issue = await SqlIssues(one).open(NOON)
        for _ in range(4):
            notes = [await SqlNotes(one).bare(note.id) or note for note in made]
            issue = await SqlIssues(one).open(NOON)
            steps = [
                Step(tuple(moving(note, reason=str(n)) for note in notes[:: -1 if n % 2 else 1]), (becoming(issue),))
                for n in range(6)
            ]
            engines = [one, other] * 3
            done = await asyncio.gather(
                *(SqlIssues(of).take(step, LATER) for of, step in zip(engines, steps, strict=True))
            )
            [winner] = [n for n, step in enumerate(done) if step]
            now = [await SqlNotes(one).bare(note.id) or note for note in made]
            assert {(note.reason, note.version) for note in now} == {(str(winner), notes[0].version + 1)}


async def test_handing_in_while_freezing_loses_no_note(database: Path | str) -> None:
    """Whoever comes second is refused: the note is in an issue that takes notes, or it is not handed in yet."""
    async with open_engine(database) as one, open_engine(database) as other:
        for n in range(4):
            issues, notes = SqlIssues(one), SqlNotes(other)
            review = (await took(issues, closing(await issues.open(NOON)))).issues[0].after
            note = await notes.begin(draft(message_id=n), None)
            step = Step((moving(note, state=NoteState.PENDING, revision=1, issue_id=review.id),))
            freezing = Step(issues=(becoming(review, state=IssueState.FROZEN, number=n + 1),))
            done = await asyncio.gather(issues.take(freezing, LATER), SqlIssues(other).take(step, LATER))
            assert [bool(step) for step in done] in ([True, False], [False, True])
