"""Moving a note: to a section, below another note's entry, up or down, and into the issue in review."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import IssueChange, IssueEvent, IssueState, NoteChange, Step
from knowledge.weekly.lifecycles import issue as issue_lifecycle
from knowledge.weekly.lifecycles import note as note_lifecycle
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Written
from knowledge.weekly.ports import Issues, Notes
from knowledge.weekly.reviewing.changing import Changing, audits_of
from knowledge.weekly.reviewing.ordering import behind_all, shifted
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused


@dataclass(frozen=True, slots=True)
class ToSection:
    """Behind all others of this section, in an entry of its own."""

    section: Section


@dataclass(frozen=True, slots=True)
class Join:
    """Into the entry of another note of the issue, or out of it where that is None."""

    note_id: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many places down in its section; up where it is negative."""

    places: int


@dataclass(frozen=True, slots=True)
class IntoReview:
    """From the open issue into the one in review."""


Move: TypeAlias = ToSection | Join | Shift | IntoReview


@dataclass(frozen=True, slots=True)
class MoveNote:
    """Moves a note within its issue, or a late one into the issue before."""

    notes: Notes
    issues: Issues
    clock: Clock

    async def __call__(self, note_id: int, version: int, move: Move, actor: str) -> Reviewed | None:
        """The note as it stands then; None where there is none.

        Raises:
            TransitionRefused: its state does not allow that.
            ReviewRefused: it cannot go there.
        """

        async def plan(written: Written) -> Step:
            note = written.note
            note_lifecycle.moved(note, NoteEvent.ARRANGE)
            match move:
                case ToSection(section):
                    return await self._to_section(note, section, actor)
                case Join(target):
                    return await self._join(note, target, actor)
                case Shift(places):
                    return await self._shift(note, places, actor)
                case IntoReview():
                    return await self._into_review(note, actor)

        return await Changing(self)(note_id, version, plan)

    async def _to_section(self, note: Note, section: Section, actor: str) -> Step:
        if section is note.section and note.joins is None:
            raise ReviewRefused(Obstacle.UNCHANGED)
        behind = behind_all(await self._placed(note.issue_id, section)) if note.state is NoteState.PLACED else None
        after = replace(note, section=section, joins=None, position=behind)
        return _step(note, after, actor, section=section)

    async def _join(self, note: Note, target_id: int | None, actor: str) -> Step:
        if target_id is None:
            return _step(note, replace(note, joins=None), actor, joins="")
        root = await self._root(target_id)
        if root is None or root.id == note.id or root.issue_id != note.issue_id or note.issue_id is None:
            raise ReviewRefused(Obstacle.CANNOT_JOIN)
        after = replace(note, joins=root.id, section=root.section)
        step = _step(note, after, actor, joins=str(root.id))
        followers = [one.note for one in await self.notes.of_issue(note.issue_id) if one.note.joins == note.id]
        moved = tuple(NoteChange(one, replace(one, joins=root.id, section=root.section)) for one in followers)
        return replace(step, notes=(*step.notes, *moved))

    async def _root(self, note_id: int) -> Note | None:
        """The note whose entry this one stands in."""
        note = await self.notes.bare(note_id)
        return await self.notes.bare(note.joins) if note and note.joins is not None else note

    async def _shift(self, note: Note, places: int, actor: str) -> Step:
        beside = [one for one in await self._placed(note.issue_id, note.section) if one.joins == note.joins]
        positions = shifted(beside, note.id, places) if note.id in {one.id for one in beside} else {}
        if not positions:
            raise ReviewRefused(Obstacle.AT_EDGE)
        own = replace(note, position=positions.get(note.id, note.position))
        step = _step(note, own, actor, position="down" if places > 0 else "up")
        others = [one for one in beside if one.id != note.id and one.id in positions]
        moved = tuple(NoteChange(one, replace(one, position=positions[one.id])) for one in others)
        return replace(step, notes=(*step.notes, *moved))

    async def _into_review(self, note: Note, actor: str) -> Step:
        """The issue is changed with it, so that it cannot be frozen without the note in the meantime."""
        reviewed = await self.issues.issues({IssueState.REVIEW})
        if not reviewed or reviewed[-1].id == note.issue_id:
            raise ReviewRefused(Obstacle.NO_REVIEW)
        issue = reviewed[-1]
        arranged = replace(issue, state=issue_lifecycle.after(issue.state, IssueEvent.ARRANGE))
        behind = behind_all(await self._placed(issue.id, note.section)) if note.state is NoteState.PLACED else None
        after = replace(note, issue_id=issue.id, urgent=False, joins=None, position=behind)
        step = _step(note, after, actor, issue=str(issue.id))
        detail = {"note": str(note.id)}
        told = Audit(actor, IssueEvent.ARRANGE, f"issue:{issue.id}", issue.state, arranged.state, detail)
        return replace(step, issues=(IssueChange(issue, arranged),), audits=(*step.audits, told))

    async def _placed(self, issue_id: int | None, section: Section) -> list[Note]:
        held = await self.notes.of_issue(issue_id, {NoteState.PLACED}) if issue_id is not None else []
        return [one.note for one in held if one.note.section is section]


def _step(before: Note, after: Note, actor: str, **detail: str) -> Step:
    return Step(notes=(NoteChange(before, after),), audits=audits_of(before, actor, NoteEvent.ARRANGE, **detail))
