"""What the people whose words a note quotes say to it."""

from dataclasses import dataclass, replace
from typing import Final

from knowledge.records import Audit
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.lifecycles.note import IN_HAND, as_taken
from knowledge.weekly.notes import Agreement, Note, NoteEvent, Quoted, Written
from knowledge.weekly.submitting.changing import withdrawn
from knowledge.weekly.submitting.confirming import card
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.submitting.previewing import member_of
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused

_ATTEMPTS: Final = 4
"""Whoever is quoted besides may answer in the same moment, and editors may press."""


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """Notes whether somebody's words may stand in the weekly; where they may not, the note is withdrawn.

    A note that is frozen or out already is the editors' to retract: the answer is in its audits.
    """

    desk: Desk

    async def __call__(self, user_id: int, note_id: int, *, given: bool) -> Quoted:
        """Whose words it is about, with their answer.

        Raises:
            NoteRefused: they are not one of those who were asked, or the note is changed faster than can be followed.
        """
        answer = Agreement.GIVEN if given else Agreement.REFUSED
        for _ in range(_ATTEMPTS):
            written = await self.desk.written(note_id)
            theirs = next((one for one in written.note.quoted if one.user_id == user_id), None)
            if theirs is None:
                raise NoteRefused(NoteRefusal.NOT_YOURS)
            answered = replace(theirs, agreement=answer)
            if answered == theirs:
                return theirs
            quoted = tuple(answered if one == theirs else one for one in written.note.quoted)
            step = await self._step(written, replace(written.note, quoted=quoted), str(user_id), answer)
            if await self.desk.issues.take(step, self.desk.clock.now()) is not None:
                return answered
        raise await self.desk.stale((await self.desk.written(note_id)).note)

    async def _step(self, written: Written, after: Note, actor: str, answer: Agreement) -> Step:
        if answer is Agreement.REFUSED and NoteEvent.WITHDRAW in lifecycle.allowed(after.state):
            return await withdrawn(self.desk, written, actor, after)
        new, member = Written(as_taken(after), written.revision), await member_of(self.desk, written.note)
        effects = await card(self.desk, new, member) if after.state in IN_HAND else ()
        audit = Audit(actor, f"consent_{answer}", f"note:{after.id}", after.state, after.state)
        return Step(notes=(NoteChange(written.note, after),), audits=(audit,), effects=tuple(effects))
