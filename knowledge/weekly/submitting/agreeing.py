"""What the people whose words a note quotes say to it."""

from dataclasses import dataclass, replace

from knowledge.weekly.issues import Audit, NoteChange, Step
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.notes import Agreement, NoteEvent, Written
from knowledge.weekly.submitting.changing import withdraw
from knowledge.weekly.submitting.confirming import card
from knowledge.weekly.submitting.desk import ACTIVE, Desk, foreseen
from knowledge.weekly.submitting.previewing import member_of
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """Notes whether somebody's words may stand in the weekly; where they may not, the note is withdrawn.

    A note that is frozen or out already is the editors' to retract: the answer is in its audits.
    """

    desk: Desk

    async def __call__(self, user_id: int, note_id: int, *, given: bool) -> Written:
        """The note as it is now.

        Raises:
            NoteRefused: they are not the one who was asked.
        """
        written = await self.desk.written(note_id)
        quoted = written.note.quoted
        if quoted is None or quoted.user_id != user_id:
            raise NoteRefused(NoteRefusal.NOT_YOURS)
        answer = Agreement.GIVEN if given else Agreement.REFUSED
        if quoted.agreement is answer:
            return written
        after = replace(written.note, quoted=replace(quoted, agreement=answer))
        if not given and NoteEvent.WITHDRAW in lifecycle.allowed(written.note.state):
            await withdraw(self.desk, written, str(user_id), after)
        else:
            new, member = Written(foreseen(after), written.revision), await member_of(self.desk, written.note)
            effects = await card(self.desk, new, member) if after.state in ACTIVE else ()
            audit = Audit(str(user_id), f"consent_{answer}", f"note:{note_id}", after.state, after.state)
            step = Step(notes=(NoteChange(written.note, after),), audits=(audit,), effects=tuple(effects))
            await self.desk.take(step, self.desk.clock.now())
        return await self.desk.written(note_id)
