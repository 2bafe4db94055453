"""Taking an author's amendment of a note: its wording becomes the note's next revision, and a published issue's."""

from dataclasses import dataclass, replace
from typing import Final

from knowledge.errors import Hindrance, IssueHindered
from knowledge.ports import Clock
from knowledge.weekly.compiling import is_ready
from knowledge.weekly.issues import IssueEvent, NoteChange, Step
from knowledge.weekly.lifecycles import issue as issue_lifecycle
from knowledge.weekly.lifecycles.note import IN_HAND, as_taken, moved
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.publishing import Correction, CorrectIssue
from knowledge.weekly.reviewing.changing import Changing, audits_of
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused

_ATTEMPTS: Final = 4
"""What is sent of an issue, and what becomes of that, changes it too."""


@dataclass(frozen=True, slots=True)
class TakeAmendment:
    """Takes what a draft amends a note with; a published issue is corrected by it.

    Where a process dies in between, the same editor's press corrects the issue when it is worked off again.
    """

    notes: Notes
    issues: Issues
    members: Members
    announcements: Announcements
    correct: CorrectIssue
    clock: Clock

    async def __call__(self, draft_id: int, version: int, actor: str) -> Reviewed | None:
        """The draft, which has done its work; None where there is none.

        Raises:
            TransitionRefused: the note or its issue is frozen or gone, or the draft was decided on already.
            ReviewRefused: it amends nothing, or somebody whose words it holds has not agreed.
        """

        async def plan(draft: Written) -> Step:
            return await self._step(draft, actor)

        reviewed = await Changing(self)(draft_id, version, plan) or await self._taken_before(draft_id)
        if reviewed is not None and reviewed.by in {None, actor}:
            await self._corrected(reviewed.written.note.amends or 0, actor)
        return reviewed

    async def _step(self, draft: Written, actor: str) -> Step:
        target = await self.notes.note(draft.note.amends) if draft.note.amends is not None else None
        if target is None:
            raise ReviewRefused(Obstacle.UNCHANGED)
        note, gone, event = target.note, moved(draft.note, NoteEvent.AMEND), await self._event(target.note)
        amended = replace(moved(note, event), revision=note.revision + 1, quoted=draft.note.quoted)
        if not is_ready(draft.note):
            raise ReviewRefused(Obstacle.QUOTED_ASKED)
        revision = replace(draft.revision, note_id=note.id, number=amended.revision, made_at=self.clock.now())
        member = await self.members.member(note.author_id) if note.author_id is not None else None
        return Step(
            notes=(NoteChange(draft.note, replace(gone, due_at=None)), NoteChange(note, amended)),
            revisions=(revision,),
            audits=(
                *audits_of(note, actor, event, revision=str(revision.number)),
                *audits_of(draft.note, actor, NoteEvent.AMEND),
            ),
            effects=tuple(self.announcements.decided(Written(as_taken(amended), revision), member)),
        )

    async def _event(self, note: Note) -> NoteEvent:
        """What happens to the note: one that is in hand again, as its issue was unfrozen, stands where it stood."""
        issue = await self.issues.issue(note.issue_id) if note.issue_id is not None else None
        if note.state is NoteState.PUBLISHED and issue is not None:
            issue_lifecycle.after(issue.state, IssueEvent.CORRECT)
        return NoteEvent.ARRANGE if note.state in IN_HAND else NoteEvent.AMEND

    async def _taken_before(self, draft_id: int) -> Reviewed | None:
        """A draft that was taken already, and by whom."""
        draft, audits = await self.notes.note(draft_id), await self.issues.audits(f"note:{draft_id}")
        if draft is None or draft.note.amends is None or not audits or audits[-1].event != NoteEvent.AMEND:
            return None
        return Reviewed(draft, audits[-1].actor)

    async def _corrected(self, note_id: int, actor: str) -> None:
        """Correct the issue of a published note; nothing happens where it says the newest wording already."""
        for _ in range(_ATTEMPTS):
            note = await self.notes.bare(note_id)
            if note is None or note.issue_id is None or note.state is not NoteState.PUBLISHED:
                return
            issue = await self.issues.issue(note.issue_id)
            try:
                if issue is None or await self.correct(issue, actor, Correction(notes=[note_id])) is not None:
                    return
            except IssueHindered as hindered:
                if hindered.hindrance is not Hindrance.UNCHANGED:
                    raise
                return
