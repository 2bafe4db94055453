"""What submitting stands on, and what all of it asks first."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.ports import Clock
from knowledge.records import AUTHOR, Audit, Effect
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.members import FOR_EVER, Member
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.ports import Announcements, Attachments, Issues, Members, Notes, Pictures
from knowledge.weekly.submitting.handed import Sender
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.writing import TextWarning


class Hints(Protocol):
    """What a card tells editors beside the note, in their words."""

    def near(self, note_id: int, likeness: int) -> str:
        """Another note says nearly the same; `likeness` in per cent."""
        ...

    def warning(self, warning: TextWarning) -> str:
        """Something about the text."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports of submitting; `reviewed` tells whether an editors' chat is set, without which nothing is taken."""

    notes: Notes
    issues: Issues
    members: Members
    attachments: Attachments
    pictures: Pictures
    announcements: Announcements
    clock: Clock
    hints: Hints
    reviewed: Callable[[], bool]

    async def admitted(self, sender: Sender) -> Member:
        """Somebody who may hand in.

        Raises:
            NoteRefused: nobody reviews, or they are banned.
        """
        if not self.reviewed():
            raise NoteRefused(NoteRefusal.NOT_SET_UP)
        member = await self.members.seen(sender.user_id, sender.name, sender.language)
        if member.is_banned(self.clock.now()):
            ends = member.banned_until
            until = "" if ends is None or ends == FOR_EVER else ends.date().isoformat()
            raise NoteRefused(NoteRefusal.BANNED, detail=member.ban_reason or "", until=until)
        return member

    async def own(self, note_id: int, user_id: int) -> Note:
        """A note of this author.

        Raises:
            NoteRefused: there is none, or it is another's; of an anonymous one that is not told apart.
        """
        note = await self.notes.bare(note_id)
        if note is None or note.state is NoteState.ERASED:
            raise NoteRefused(NoteRefusal.NO_SUCH_NOTE, detail=str(note_id))
        if note.author_id != user_id:
            raise NoteRefused(NoteRefusal.NOT_YOURS)
        return note

    async def written(self, note_id: int) -> Written:
        """A note with its newest revision.

        Raises:
            NoteRefused: it has none.
        """
        written = await self.notes.note(note_id)
        if written is None:
            raise NoteRefused(NoteRefusal.NO_SUCH_NOTE, detail=str(note_id))
        return written

    async def stale(self, note: Note) -> NoteRefused:
        """Why a button for an earlier version is not obeyed: with the name of the editor who was there before."""
        audits = await self.issues.audits(f"note:{note.id}")
        actor = audits[-1].actor if audits else ""
        member = await self.members.member(int(actor)) if actor.isdecimal() else None
        return NoteRefused(NoteRefusal.STALE, note, by=member.name if member else None)

    async def take(self, step: Step, now: dt.datetime) -> Step:
        """What a step has come to.

        Raises:
            NoteRefused: somebody has changed one of its notes since it was read.
        """
        taken = await self.issues.take(step, now)
        if taken is None:
            first = step.notes[0].after
            raise await self.stale(await self.notes.bare(first.id) or first)
        return taken

    def named(self, note: Note, member: Member | None) -> Member | None:
        """Who a card may name."""
        return None if note.anonymous else member


def step_of(  # noqa: PLR0913  each is one field of a step
    before: Note,
    after: Note,
    event: NoteEvent,
    actor: str = AUTHOR,
    *,
    revisions: tuple[Revision, ...] = (),
    effects: Collection[Effect] = (),
) -> Step:
    """The step of one note, with its audit."""
    audit = Audit(actor, event, f"note:{before.id}", before.state, after.state)
    return Step(notes=(NoteChange(before, after),), revisions=revisions, audits=(audit,), effects=tuple(effects))


def joined_steps(first: Step, *others: Step) -> Step:
    """Steps as one."""
    steps = (first, *others)
    return replace(
        first,
        notes=tuple(one for step in steps for one in step.notes),
        revisions=tuple(one for step in steps for one in step.revisions),
        parts=tuple(one for step in steps for one in step.parts),
        audits=tuple(one for step in steps for one in step.audits),
        effects=tuple(one for step in steps for one in step.effects),
    )
