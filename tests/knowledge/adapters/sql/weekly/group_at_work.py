"""A study group that does anything at any time: its members, its editors and the clock, each on what they have read."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.issue_rows import AUDITS, ISSUES
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.note_rows import NOTES
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.errors import TransitionRefused
from knowledge.records import Audit
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, IssueState, NoteChange, Step
from knowledge.weekly.lifecycles import issue as of_issue
from knowledge.weekly.lifecycles import note as of_note
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Revision
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, draft, fresh

WITH_ISSUE: Final = {
    IssueEvent.FREEZE: NoteEvent.FREEZE,
    IssueEvent.UNFREEZE: NoteEvent.UNFREEZE,
    IssueEvent.PUBLISH: NoteEvent.PUBLISH,
}
"""What happens to notes by what happens to their issue alone."""

OFTEN: Final = {NoteEvent.ARRANGE, NoteEvent.PREVIEW, NoteEvent.CONFIRM, NoteEvent.APPROVE, NoteEvent.PLACE}
SOMETIMES: Final = {NoteEvent.EDIT, NoteEvent.UNPLACE, NoteEvent.ASK_CHANGES}
ENDING: Final = {NoteEvent.ERASE, NoteEvent.CANCEL, NoteEvent.EXPIRE}
WEIGHTS: Final = {
    event: 40 if event in OFTEN else 8 if event in SOMETIMES else 0.3 if event in ENDING else 1 for event in NoteEvent
}
"""How often each happens: were what ends a note as frequent, none would come far."""

RARE: Final = {IssueEvent.SKIP, IssueEvent.REOPEN, IssueEvent.UNFREEZE, IssueEvent.WITHDRAW}

GONE: Final = {NoteState.REJECTED, NoteState.WITHDRAWN, NoteState.RETRACTED, NoteState.DISCARDED, NoteState.ERASED}
OF_PUBLISHED: Final = {*of_issue.READABLE, IssueState.WITHDRAWN}


@dataclass
class Group:
    """Several processes over one database, and what they are asked to do; `random` decides."""

    engines: Sequence[AsyncEngine]
    random: Random
    began: int = 0
    took: int = 0
    refused: int = 0
    overrun: int = 0
    confirmed: set[int] = field(default_factory=set)
    read: dict[int, Note] = field(default_factory=dict)
    """What some have on their screens still."""

    async def do(self, at_once: int) -> None:
        """So many decisions, each made on what is there now and all taken at once, by several processes."""
        engines = [self.random.choice(self.engines) for _ in range(at_once)]
        steps = [await self._step(SqlIssues(engine), SqlNotes(engine)) for engine in engines]
        pairs = zip(engines, steps, strict=True)
        for taken in await asyncio.gather(*(SqlIssues(engine).take(step, NOON) for engine, step in pairs if step)):
            if taken is None:
                self.overrun += 1
            else:
                self.took += 1
                self.confirmed |= {one.after.id for one in taken.notes if one.after.state is NoteState.PENDING}

    async def _step(self, issues: SqlIssues, notes: SqlNotes) -> Step | None:
        if self.random.random() < 0.1 or not self.began:
            self.began += 1
            await notes.begin(draft(ANNA + self.began % 3, self.began), None)
            return None
        if self.random.random() < 0.8:
            return await self._of_note(issues, notes, self.random.randint(1, self.began))
        [event] = self.random.choices(list(IssueEvent), [1 if one in RARE else 9 for one in IssueEvent])
        fitting = [one for one in await issues.issues() if event in of_issue.allowed(one.state)]
        return await self._of_issue(issues, notes, self.random.choice(fitting), event) if fitting else None

    async def _of_note(self, issues: SqlIssues, notes: SqlNotes, number: int) -> Step | None:
        if (note := await notes.bare(number)) is None:
            return None
        note, self.read[number] = self.random.choice([note] * 9 + [self.read.get(number, note)]), note
        events = [one for one in NoteEvent if one not in {*WITH_ISSUE.values(), NoteEvent.AMEND}]
        if self.random.random() < 0.9:
            events = [one for one in events if one in of_note.allowed(note.state)] or events
        [event] = self.random.choices(events, [WEIGHTS[one] for one in events])
        try:
            state = of_note.after(note.state, event)
        except TransitionRefused:
            self.refused += 1
            return None
        if event is NoteEvent.ERASE:
            await notes.erase(number, NOON)
            return None
        step = Step((_becoming(note, state),), audits=(_audit("note", note, event, state),))
        if event is NoteEvent.ARRANGE and note.issue_id:  # an editor gives it a place in another issue
            into = self.random.choice(await issues.issues(of_issue.TAKES_NOTES)).id
            return replace(step, notes=(NoteChange(note, replace(note, issue_id=into)),))
        if event is not NoteEvent.CONFIRM:
            return step
        after = replace(step.notes[0].after, revision=1, issue_id=(await issues.open(NOON)).id)
        return replace(step, notes=(NoteChange(note, after),), revisions=(Revision(note.id, 1, "", "x", NOON),))

    async def _of_issue(self, issues: SqlIssues, notes: SqlNotes, issue: Issue, event: IssueEvent) -> Step:
        """What this event changes, as the rules of the weekly say."""
        state = of_issue.after(issue.state, event)
        opened = await issues.open(NOON)
        theirs = [one.note for one in await notes.of_issue(issue.id)]
        changes: dict[str, Any] = {}
        step = Step(audits=(_audit("issue", issue, event, state),))
        match event:
            case IssueEvent.CLOSE:
                step = replace(step, issues=(IssueChange(None, fresh()),))
            case IssueEvent.SKIP:
                into, new = (-1, (IssueChange(None, fresh()),)) if issue.id == opened.id else (opened.id, ())
                step = replace(step, issues=new, notes=_rolled(theirs, into))
            case IssueEvent.REOPEN:
                younger = IssueChange(opened, replace(opened, state=of_issue.after(opened.state, IssueEvent.SKIP)))
                over = _rolled([one.note for one in await notes.of_issue(opened.id)], issue.id)
                audit = _audit("issue", opened, IssueEvent.SKIP, younger.after.state)
                step = replace(step, issues=(younger,), notes=over, audits=(*step.audits, audit))
            case IssueEvent.FREEZE:
                numbers = [one.number for one in await issues.issues() if one.number]
                changes = {"number": max(numbers, default=0) + 1, "revision": 1}
                rest = [note for note in theirs if note.state is not NoteState.PLACED]
                step = replace(step, notes=_rolled(rest, opened.id))
            case IssueEvent.UNFREEZE:
                changes = {"number": None, "revision": 0}
            case IssueEvent.CORRECT:
                changes = {"revision": issue.revision + 1}
            case _:
                pass
        step = replace(step, issues=(*step.issues, IssueChange(issue, replace(issue, state=state, **changes))))
        return _with_notes(step, theirs, WITH_ISSUE.get(event))


async def look(group: Group) -> None:
    """Hold the database to everything that must be true at any time."""
    async with group.engines[0].connect() as connection:
        issues = {row.id: row for row in await connection.execute(select(ISSUES))}
        notes = {row.id: row for row in await connection.execute(select(NOTES))}
        audits = (await connection.execute(select(AUDITS).order_by(AUDITS.c.id))).all()
    states = [row.state for row in issues.values()]
    assert states.count(IssueState.OPEN) == (1 if states else 0)
    numbers = sorted(row.number for row in issues.values() if row.number is not None)
    assert len(set(numbers)) == len(numbers)
    assert {row.number is not None for row in issues.values() if row.state in {IssueState.FROZEN, *OF_PUBLISHED}} <= {
        True
    }
    assert group.confirmed <= notes.keys()
    for note in notes.values():
        _look_at_note(note.state, issues[note.issue_id].state if note.issue_id else None)
    for kind, rows in (("note", notes), ("issue", issues)):
        for row in rows.values():
            _look_at_history([one for one in audits if one.subject == f"{kind}:{row.id}"], row.state)


def _look_at_note(state: str, of: str | None) -> None:
    """Each note is in one place."""
    if state in of_note.IN_HAND:
        assert of in of_issue.TAKES_NOTES
    elif state == NoteState.FROZEN:
        assert of == IssueState.FROZEN
    elif state == NoteState.PUBLISHED:
        assert of in OF_PUBLISHED
    else:
        assert state in {NoteState.COLLECTING, NoteState.PREVIEWED, *GONE}


def _look_at_history(audits: Sequence[Any], state: str) -> None:
    """Nothing happened that may not, and nothing twice from one state of affairs."""
    for one in audits:
        if one.subject.startswith("note:"):
            assert of_note.after(NoteState(one.before), NoteEvent(one.event)) == one.after
        else:
            assert of_issue.after(IssueState(one.before), IssueEvent(one.event)) == one.after
    assert all(one.after == following.before for one, following in pairwise(audits))
    assert not audits or state in {audits[-1].after, NoteState.ERASED}


def _becoming(note: Note, state: NoteState) -> NoteChange:
    return NoteChange(note, replace(note, state=state))


def _with_notes(step: Step, notes: Sequence[Note], event: NoteEvent | None) -> Step:
    """What happens to all notes to which it may happen."""
    able = [note for note in notes if event in of_note.allowed(note.state)] if event else []
    for note in able:
        state = of_note.after(note.state, event or NoteEvent.FREEZE)
        audit = _audit("note", note, event or NoteEvent.FREEZE, state)
        step = replace(step, notes=(*step.notes, _becoming(note, state)), audits=(*step.audits, audit))
    return step


def _rolled(notes: Sequence[Note], into: int) -> tuple[NoteChange, ...]:
    """Those in hand go into another issue."""
    return tuple(NoteChange(note, replace(note, issue_id=into)) for note in notes if note.state in of_note.IN_HAND)


def _audit(kind: str, what: Note | Issue, event: str, after: str) -> Audit:
    return Audit("7", event, f"{kind}:{what.id}", what.state, after)
