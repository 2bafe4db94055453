"""Taking an author's amendment of a published note: its wording becomes the note's next revision."""

from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import NoteEvent, Written
from knowledge.weekly.ports import Issues, Notes
from knowledge.weekly.reviewing.changing import Changing, after_events, audits_of
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused


@dataclass(frozen=True, slots=True)
class TakeAmendment:
    """Takes what a draft amends a published note with; the issue is corrected after that."""

    notes: Notes
    issues: Issues
    clock: Clock

    async def __call__(self, draft_id: int, version: int, actor: str) -> Reviewed | None:
        """The draft, which has done its work; None where there is none.

        Raises:
            TransitionRefused: the note is not published, or the draft was decided on already.
            ReviewRefused: it amends nothing.
        """

        async def plan(draft: Written) -> Step:
            return await self._step(draft, actor)

        return await Changing(self)(draft_id, version, plan)

    async def _step(self, draft: Written, actor: str) -> Step:
        target = await self.notes.note(draft.note.amends) if draft.note.amends is not None else None
        if target is None:
            raise ReviewRefused(Obstacle.UNCHANGED)
        note, gone = target.note, after_events(draft.note, NoteEvent.AMEND)
        revision = replace(draft.revision, note_id=note.id, number=note.revision + 1, made_at=self.clock.now())
        amended = replace(after_events(note, NoteEvent.AMEND), revision=revision.number)
        return Step(
            notes=(NoteChange(draft.note, replace(gone, due_at=None)), NoteChange(note, amended)),
            revisions=(revision,),
            audits=(
                *audits_of(note, actor, NoteEvent.AMEND, revision=str(revision.number)),
                *audits_of(draft.note, actor, NoteEvent.AMEND),
            ),
        )
