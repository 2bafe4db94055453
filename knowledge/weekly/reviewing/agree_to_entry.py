"""Whether an author agrees to their entry as it will stand."""

from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.records import AUTHOR, Audit
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.lifecycles.note import IN_HAND, as_taken, moved
from knowledge.weekly.notes import Agreement, Note, NoteEvent, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.reviewing.changing import Changing, audits_of
from knowledge.weekly.reviewing.outcomes import Reviewed


@dataclass(frozen=True, slots=True)
class AgreeToEntry:
    """Notes an author's 确认 or 要改; who was proposed as the author of an answer and refuses takes it back."""

    notes: Notes
    issues: Issues
    members: Members
    announcements: Announcements
    clock: Clock

    async def __call__(self, note_id: int, revision: int, user_id: int, agreement: Agreement) -> Reviewed | None:
        """The note as it is then; None where it is not theirs, has other words by now, or is not in review any more."""
        held = await self.notes.note(note_id)
        if held is None or held.note.author_id != user_id or held.note.revision != revision:
            return None
        if held.note.state not in IN_HAND:
            return None
        if held.note.agreement is agreement:
            return Reviewed(held)

        async def plan(written: Written) -> Step:
            return await self._step(written, agreement)

        return await Changing(self)(note_id, held.note.version, plan)

    async def _step(self, written: Written, agreement: Agreement) -> Step:
        note = written.note
        audits: tuple[Audit, ...] = (Audit(AUTHOR, "agree", f"note:{note.id}", note.agreement, agreement),)
        after = replace(note, agreement=agreement)
        if _takes_back(note, agreement):
            after = moved(after, NoteEvent.WITHDRAW)
            audits += audits_of(note, AUTHOR, NoteEvent.WITHDRAW)
        named = note.author_id is not None and not note.anonymous
        member = await self.members.member(note.author_id) if named and note.author_id is not None else None
        card = tuple(self.announcements.card(Written(as_taken(after), written.revision), member, (), None))
        return Step(notes=(NoteChange(note, after),), audits=audits, effects=card)


def _takes_back(note: Note, agreement: Agreement) -> bool:
    return note.exchange_id is not None and agreement is Agreement.REFUSED
