"""Previewing a note: from its messages to the wording that its author confirms."""

import asyncio
from dataclasses import dataclass, replace

from knowledge.records import AUTHOR, Audit
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.lifecycles.note import as_taken, moved
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.submitting import likenesses, timing
from knowledge.weekly.submitting.desk import Desk, joined_steps, step_of
from knowledge.weekly.submitting.handed import Previewed
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.wording import text_of, worded


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """Words what was collected, and has it confirmed.

    What the draft amends and is not handed in either is worded anew at once. A draft that says what a note says already
    is thrown away.
    """

    desk: Desk

    async def __call__(self, note: Note, *, announced: bool = False) -> Previewed:
        """The note as it is to be confirmed; where `announced`, its preview is sent by itself.

        Raises:
            NoteRefused: it says nothing or too much, somebody has changed it since, or a note says the same.
        """
        member = await member_of(self.desk, note)
        text = await asyncio.to_thread(text_of, await self.desk.notes.parts(note.id))
        if same := await likenesses.same_as(self.desk, note, text):
            await drop(self.desk, note, member, same.id if announced else None)
            raise NoteRefused(NoteRefusal.SAME, same)
        target = await self.desk.notes.note(note.amends) if note.amends is not None else None
        if target is not None and target.note.state is NoteState.PREVIEWED:
            return await self._merged(note, target, text, member, announced=announced)
        return await self._worded(note, text, member, announced=announced)

    async def _worded(self, note: Note, text: str, member: Member, *, announced: bool) -> Previewed:
        now = self.desk.clock.now()
        revision, section = await asyncio.to_thread(worded, note, text, now)
        after = moved(note, NoteEvent.PREVIEW)
        after = replace(after, section=section, revision=revision.number, due_at=now + timing.KEPT)
        return await self._shown(step_of(note, after, NoteEvent.PREVIEW), revision, member, announced=announced)

    async def _merged(self, draft: Note, target: Written, text: str, member: Member, *, announced: bool) -> Previewed:
        now = self.desk.clock.now()
        revision, _ = await asyncio.to_thread(worded, target.note, text, now)
        after = replace(moved(target.note, NoteEvent.PREVIEW), revision=revision.number, due_at=now + timing.KEPT)
        done = step_of(draft, replace(moved(draft, NoteEvent.CANCEL), due_at=None), NoteEvent.CANCEL)
        step = joined_steps(step_of(target.note, after, NoteEvent.PREVIEW), done)
        return await self._shown(step, revision, member, announced=announced)

    async def _shown(self, step: Step, revision: Revision, member: Member, *, announced: bool) -> Previewed:
        """The preview of the first note of a step, once it is taken."""
        after = step.notes[0].after
        near = await likenesses.about_the_same(self.desk, after, revision.url)
        shown = Previewed(Written(as_taken(after), revision), member, near)
        told = self.desk.announcements.preview
        effects = await asyncio.to_thread(told, shown.written, member, near) if announced else ()
        step = replace(step, revisions=(revision,), effects=tuple(effects))
        taken = await self.desk.take(step, self.desk.clock.now())
        return replace(shown, written=Written(taken.notes[0].after, revision))


async def drop(
    desk: Desk, note: Note, member: Member, same_as: int | None = None, event: NoteEvent = NoteEvent.CANCEL
) -> None:
    """Throw a draft away; its author is told where it goes by itself: says the same as another, or was left."""
    after = replace(moved(note, event), due_at=None)
    told = event is NoteEvent.EXPIRE or same_as is not None
    effects = desk.announcements.dropped(note, member, same_as) if told else ()
    audit = Audit(AUTHOR, event, f"note:{note.id}", note.state, after.state)
    await desk.take(Step(notes=(NoteChange(note, after),), audits=(audit,), effects=tuple(effects)), desk.clock.now())


async def member_of(desk: Desk, note: Note) -> Member:
    """The author of a note."""
    user_id = note.author_id or 0
    return await desk.members.member(user_id) or Member(user_id, "")


async def shown_again(desk: Desk, written: Written) -> Previewed:
    """The preview of a note that was worded before."""
    near = await likenesses.about_the_same(desk, written.note, written.revision.url)
    return Previewed(written, await member_of(desk, written.note), near)
