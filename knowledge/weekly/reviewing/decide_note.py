"""Approving a note, asking for changes, and rejecting it."""

from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.weekly.compiling import is_ready
from knowledge.weekly.issues import Issue, NoteChange, Step
from knowledge.weekly.lifecycles.issue import TAKES_NOTES
from knowledge.weekly.lifecycles.note import as_taken, moved
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.reviewing.changing import Changing, audits_of
from knowledge.weekly.reviewing.ordering import behind_all
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused


@dataclass(frozen=True, slots=True)
class DecideNote:
    """Decides on a note; what is approved is placed in its issue in the same step where that still takes notes."""

    notes: Notes
    issues: Issues
    members: Members
    announcements: Announcements
    clock: Clock

    async def __call__(
        self, note_id: int, version: int, event: NoteEvent, actor: str, reason: str | None = None
    ) -> Reviewed | None:
        """The note after APPROVE, ASK_CHANGES, REJECT, PLACE or UNPLACE; None where there is none.

        Raises:
            TransitionRefused: its state does not allow that.
            ReviewRefused: somebody's agreement is missing, or its issue takes no notes any more.
        """

        async def plan(written: Written) -> Step:
            return await self._step(written, event, actor, reason)

        return await Changing(self)(note_id, version, plan)

    async def _step(self, written: Written, event: NoteEvent, actor: str, reason: str | None) -> Step:
        note = written.note
        events = await self._events(note, event)
        detail = {"reason": reason} if reason else {}
        audits = audits_of(note, actor, *events, **detail)
        after = replace(moved(note, *events), reason=reason)
        if after.state is NoteState.PLACED:
            after = replace(after, position=await self._behind(note))
        shown = Written(as_taken(after), written.revision)
        member = await self.members.member(note.author_id) if note.author_id is not None else None
        effects = () if event is NoteEvent.UNPLACE else tuple(self.announcements.decided(shown, member))
        return Step(notes=(NoteChange(note, after),), audits=audits, effects=effects)

    async def _events(self, note: Note, event: NoteEvent) -> tuple[NoteEvent, ...]:
        if event not in {NoteEvent.APPROVE, NoteEvent.PLACE}:
            return (event,)
        moved(note, event)  # what may not happen at all is said before what is missing for it
        _agreed(note)
        issue = await self._issue(note)
        takes = issue is not None and issue.state in TAKES_NOTES
        if event is NoteEvent.PLACE and not takes:
            raise ReviewRefused(Obstacle.NO_ISSUE)
        return (event, NoteEvent.PLACE) if takes and event is NoteEvent.APPROVE else (event,)

    async def _issue(self, note: Note) -> Issue | None:
        return await self.issues.issue(note.issue_id) if note.issue_id is not None else None

    async def _behind(self, note: Note) -> int:
        placed = await self.notes.of_issue(note.issue_id, {NoteState.PLACED}) if note.issue_id is not None else []
        return behind_all([one.note for one in placed if one.note.section is note.section])


def _agreed(note: Note) -> None:
    if note.exchange_id is not None and note.agreement is not Agreement.GIVEN:
        raise ReviewRefused(Obstacle.AUTHOR_ASKED)
    if not is_ready(note):
        raise ReviewRefused(Obstacle.QUOTED_ASKED)
