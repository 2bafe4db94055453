"""Freezing an issue: what stands in it is fixed, numbered, labelled and rendered; and undoing that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.errors import Hindrance, IssueHindered
from knowledge.ports import Clock
from knowledge.weekly import compiling
from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, NoteChange, Step
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.notes import NoteEvent, NoteState, Written
from knowledge.weekly.ports import Issues, Notes
from knowledge.weekly.publishing import moving
from knowledge.weekly.publishing.artefacts import RenderIssue
from knowledge.weekly.publishing.deciding import after, audit, decided
from knowledge.weekly.publishing.drafting import DraftIssue


@dataclass(frozen=True, slots=True)
class FreezeIssue:
    """Fix an issue in review: number, labels, names, files. What is not placed in it goes over into the open one.

    Raises:
        TransitionRefused: it is not in review.
        IssueHindered: nothing is placed in it.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    draft: DraftIssue
    render: RenderIssue
    clock: Clock

    async def __call__(self, issue: Issue, actor: str, reason: str = "") -> Issue | None:
        """The frozen issue; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            return await self._step(issue, actor, reason)

        return await decided(self.issues, self.clock, issue, plan)

    async def _step(self, issue: Issue, actor: str, reason: str) -> Step:
        frozen = after(issue, IssueEvent.FREEZE)
        notes = await self.notes.of_issue(issue.id, IN_HAND)
        placed = [one for one in notes if one.note.state is NoteState.PLACED and compiling.is_ready(one.note)]
        if not placed:
            raise IssueHindered(Hindrance.NO_ENTRIES)
        compiled = await self.draft.of(issue, placed)
        rendered, now = await self.render(compiled), self.clock.now()
        frozen = replace(
            frozen, number=compiled.number, revision=compiled.revision, frozen_at=now, digest=rendered.digest
        )
        printed = _printed(placed, compiled)
        left = [one for one in notes if one not in placed]
        younger = await self.issues.open(now)
        detail = {"number": str(compiled.number), "digest": rendered.digest} | ({"reason": reason} if reason else {})
        return Step(
            notes=(*printed, *moving.over(left, younger.id)),
            issues=(IssueChange(issue, frozen),),
            artefacts=tuple((issue.id, compiled.revision, one) for one in rendered.files),
            audits=(
                audit(issue, frozen, IssueEvent.FREEZE, actor, **detail),
                *moving.audits(printed, NoteEvent.FREEZE, actor),
            ),
        )


@dataclass(frozen=True, slots=True)
class UnfreezeIssue:
    """Take a frozen issue back into review: number, labels and files go, its notes may be changed again.

    Raises:
        TransitionRefused: it is not frozen.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    clock: Clock

    async def __call__(self, issue: Issue, actor: str, reason: str) -> Issue | None:
        """The issue in review; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            thawed = after(issue, IssueEvent.UNFREEZE)
            thawed = replace(thawed, number=None, revision=0, frozen_at=None, digest=None)
            placed = await self.notes.of_issue(issue.id, {NoteState.FROZEN})
            changes = tuple(moving.changed(one.note, NoteEvent.UNFREEZE, label=None, byline=None) for one in placed)
            detail = {"reason": reason, "number": str(issue.number)}
            told = audit(issue, thawed, IssueEvent.UNFREEZE, actor, **detail)
            return Step(
                notes=changes,
                issues=(IssueChange(issue, thawed),),
                drop_artefacts=issue.id,
                audits=(told, *moving.audits(changes, NoteEvent.UNFREEZE, actor)),
            )

        return await decided(self.issues, self.clock, issue, plan)


def _printed(placed: Sequence[Written], issue: CompiledIssue) -> tuple[NoteChange, ...]:
    """The notes under the labels and names that they are printed with."""
    where = {one.note_id: (entry.label.slug, one.author) for entry in issue.entries() for one in entry.contributions}
    changes = []
    for one in placed:
        label, byline = where[one.note.id]
        changes.append(moving.changed(one.note, NoteEvent.FREEZE, label=label, byline=byline))
    return tuple(changes)
