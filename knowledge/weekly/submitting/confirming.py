"""Handing a note in: its author confirms what they were shown."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.records import Effect
from knowledge.weekly.bylines import is_borrowed, is_reserved, nicknames
from knowledge.weekly.issues import Issue, IssueState, Step
from knowledge.weekly.lifecycles.note import IN_HAND, PRINTED, as_taken, moved
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.submitting import likenesses
from knowledge.weekly.submitting.desk import Desk, joined_steps, step_of
from knowledge.weekly.submitting.handed import Confirmed, ConsentWanted, Sender
from knowledge.weekly.submitting.previewing import drop
from knowledge.weekly.submitting.quoting import asked, together
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.writing import parsed, warnings_of


@dataclass(frozen=True, slots=True)
class ConfirmNote:
    """Hands a previewed note in, or puts it in the place of the note that it amends.

    A note that is frozen or published stays as it is: the amendment is handed in as a request to the editors.
    """

    desk: Desk

    async def __call__(
        self, sender: Sender, note_id: int, version: int, *, agreed: bool = False
    ) -> Confirmed | ConsentWanted:
        """What has come of it; that consent is wanted, where its author has never `agreed`.

        Raises:
            NoteRefused: it is not theirs, they are banned or must choose another name, it was changed since, or another
                says the same by now.
            TransitionRefused: what it amends cannot be changed any more.
        """
        note = await self.desk.own(note_id, sender.user_id)
        written = await self.desk.written(note.id)
        if note.version == version + 1 and note.state in {NoteState.PENDING, NoteState.DISCARDED}:
            return await self._again(note, written)
        if note.version != version or note.state is not NoteState.PREVIEWED:
            raise await self.desk.stale(note)
        member = await self.desk.admitted(sender)
        if not note.anonymous:
            await self._look_at_name(member)
        if member.consented_at is None:
            if not agreed:
                return ConsentWanted(written)
            before, member = member, replace(member, consented_at=self.desk.clock.now())
            await self.desk.members.keep(member, before)
        await self._look_for_same(written, member)
        return await self._confirmed(written, member)

    async def _look_for_same(self, written: Written, member: Member) -> None:
        """What another note says already is thrown away."""
        if same := await likenesses.same_as(self.desk, written.note, written.revision.text):
            await drop(self.desk, written.note, member)
            raise NoteRefused(NoteRefusal.SAME, same)

    async def _look_at_name(self, member: Member) -> None:
        """A name that passes for somebody else is no byline: its bearer is to choose another first."""
        if not member.nickname and is_reserved(member.name):
            raise NoteRefused(NoteRefusal.NAME_RESERVED)
        if is_borrowed(member, nicknames(await self.desk.members.members())):
            raise NoteRefused(NoteRefusal.NAME_TAKEN)

    async def _again(self, note: Note, written: Written) -> Confirmed:
        """What an earlier attempt at the same press has come to."""
        if note.state is NoteState.DISCARDED:
            if note.amends is None:
                raise await self.desk.stale(note)
            written = await self.desk.written(note.amends)
        return await self._told(written)

    async def _confirmed(self, written: Written, member: Member) -> Confirmed:
        target = None if written.note.amends is None else await self.desk.written(written.note.amends)
        if target is None:
            return await self._handed_in(written, member)
        if target.note.state in PRINTED:
            return await self._requested(written, target, member)
        return await self._amended(written, target, member)

    async def _handed_in(self, written: Written, member: Member) -> Confirmed:
        now = self.desk.clock.now()
        issue = await self.desk.issues.open(now)
        after = replace(moved(written.note, NoteEvent.CONFIRM), issue_id=issue.id, due_at=None)
        after = replace(after, quoted=await asked(self.desk, after))
        effects = await self._told_of(Written(as_taken(after), written.revision), member)
        step = replace(step_of(written.note, after, NoteEvent.CONFIRM, effects=effects), alone=True)
        taken = await self.desk.issues.take(step, now)
        if taken is not None:
            return await self._told(Written(taken.notes[0].after, written.revision))
        if await self.desk.notes.bare(written.note.id) == written.note:  # its issue was closed, or the same handed in
            await self._look_for_same(written, member)
            return await self._handed_in(written, member)
        raise await self.desk.stale(written.note)

    async def _told_of(self, new: Written, member: Member, before: Revision | None = None) -> list[Effect]:
        """The card for editors, and the questions to those whose words a note holds; each of them is asked once."""
        told = await card(self.desk, new, member, before)
        return [*told, *await asyncio.to_thread(self.desk.announcements.consent, new)]

    async def _requested(self, draft: Written, target: Written, member: Member) -> Confirmed:
        if (draft.note.section, draft.note.anonymous) != (target.note.section, target.note.anonymous):
            moved(target.note, NoteEvent.ARRANGE)  # it was frozen since its author has wished for that
        after = replace(moved(draft.note, NoteEvent.CONFIRM), due_at=None)
        after = replace(after, quoted=await asked(self.desk, after))
        effects = await self._told_of(Written(as_taken(after), draft.revision), member, target.revision)
        return await self._taken(step_of(draft.note, after, NoteEvent.CONFIRM, effects=effects), draft.revision)

    async def _amended(self, draft: Written, target: Written, member: Member) -> Confirmed:
        """The note that it amends has its wording, section and name, and editors look at it again."""
        now = self.desk.clock.now()
        revision = replace(draft.revision, note_id=target.note.id, number=target.note.revision + 1, made_at=now)
        after = moved(target.note, NoteEvent.EDIT)
        after = replace(after, revision=revision.number, section=draft.note.section, anonymous=draft.note.anonymous)
        after = replace(after, quoted=together(after.quoted, *await asked(self.desk, draft.note)))
        effects = await self._told_of(Written(as_taken(after), revision), member, target.revision)
        step = step_of(target.note, after, NoteEvent.EDIT, revisions=(revision,), effects=effects)
        gone = replace(moved(draft.note, NoteEvent.AMEND), due_at=None)
        return await self._taken(joined_steps(step, step_of(draft.note, gone, NoteEvent.AMEND)), revision)

    async def _taken(self, step: Step, revision: Revision) -> Confirmed:
        taken = await self.desk.take(step, self.desk.clock.now())
        return await self._told(Written(taken.notes[0].after, revision))

    async def _told(self, written: Written) -> Confirmed:
        note, issues = written.note, await self.desk.issues.issues()
        issue = next((one for one in issues if one.id == note.issue_id), None)
        in_review = next((one for one in issues if one.state is IssueState.REVIEW), None)
        late = issue is not None and issue.state is IssueState.OPEN
        number = None if issue is None else expected_number(issues, issue)
        return Confirmed(written, issue, number, in_review if late else None)


async def card(desk: Desk, written: Written, member: Member, before: Revision | None = None) -> Sequence[Effect]:
    """The card of a note in the editors' chat, with what they had better know; without an anonymous author."""
    document = await asyncio.to_thread(parsed, written.revision.text)
    warnings = [desk.hints.warning(one) for one in await asyncio.to_thread(warnings_of, document)]
    hints = await likenesses.hints_of(desk, written, warnings) if written.note.state in IN_HAND else ()
    named = desk.named(written.note, member)
    return await asyncio.to_thread(desk.announcements.card, written, named, hints, before)


def expected_number(issues: Sequence[Issue], issue: Issue) -> int:
    """The number that an issue will have, if those before it come out; its own where it has one."""
    if issue.number is not None:
        return issue.number
    highest = max((one.number for one in issues if one.number is not None), default=0)
    waiting = {IssueState.OPEN, IssueState.REVIEW}
    return highest + sum(one.id <= issue.id for one in issues if one.number is None and one.state in waiting)
