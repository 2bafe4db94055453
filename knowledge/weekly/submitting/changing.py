"""What an author changes of a note beside its words: section, name, entry, and whether it is handed in at all."""

import asyncio
from dataclasses import dataclass, replace

from knowledge.records import AUTHOR
from knowledge.weekly.compiled import FOR_NOTES, Section
from knowledge.weekly.issues import IssueState, Step
from knowledge.weekly.lifecycles.note import DRAFTS, IN_HAND, PRINTED, as_taken, moved
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.submitting.confirming import card
from knowledge.weekly.submitting.desk import Desk, step_of
from knowledge.weekly.submitting.handed import Previewed
from knowledge.weekly.submitting.previewing import drop, member_of, shown_again
from knowledge.weekly.writing import guessed, parsed


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be otherwise; None stays as it is. `joins` 0 leaves another's entry."""

    section: Section | None = None
    anonymous: bool | None = None
    joins: int | None = None


@dataclass(frozen=True, slots=True)
class ArrangePreview:
    """Changes the section, the name or the entry of a previewed note."""

    desk: Desk

    async def __call__(self, user_id: int, note_id: int, version: int, wish: Wish) -> Previewed:
        """The preview as it is now; the same where it is so already.

        Raises:
            NoteRefused: it is not theirs, or was changed since.
            TransitionRefused: it corrects a note that is frozen or published, of which only the words can change.
        """
        note = await self.desk.own(note_id, user_id)
        wanted = note if wish.section not in FOR_NOTES else replace(note, section=wish.section)
        wanted = wanted if wish.anonymous is None else replace(wanted, anonymous=wish.anonymous)
        wanted = wanted if wish.joins is None else replace(wanted, joins=await self._joinable(note, wish.joins))
        written = await self.desk.written(note_id)
        if note.state is not NoteState.PREVIEWED or (wanted != note and note.version != version):
            raise await self.desk.stale(note)
        if wanted != note:
            await self._refuse_fixed(note)
            revision = await asyncio.to_thread(self._entitled, written, wanted)
            fresh = () if revision is written.revision else (revision,)
            after = replace(moved(wanted, NoteEvent.PREVIEW), revision=revision.number)
            step = step_of(note, after, NoteEvent.PREVIEW, revisions=fresh)
            taken = await self.desk.take(step, self.desk.clock.now())
            written = Written(taken.notes[0].after, revision)
        return await shown_again(self.desk, written)

    def _entitled(self, written: Written, wanted: Note) -> Revision:
        """The wording under the title that it has in another section, where its title was guessed before."""
        before = written.revision
        if wanted.section is written.note.section:
            return before
        document = parsed(before.text)
        now, then = guessed(document, wanted.section), guessed(document, written.note.section)
        if (now.title, now.url) == (then.title, then.url) or (before.title, before.url) != (then.title, then.url):
            return before
        return replace(before, number=before.number + 1, title=now.title, url=now.url, made_at=self.desk.clock.now())

    async def _refuse_fixed(self, note: Note) -> None:
        target = await self.desk.notes.bare(note.amends) if note.amends is not None else None
        if target is not None and target.state in PRINTED:
            moved(target, NoteEvent.ARRANGE)

    async def _joinable(self, note: Note, other_id: int) -> int | None:
        """Another note of an issue that is not frozen; the one under whose entry that one stands, if it does."""
        other = await self.desk.notes.bare(other_id) if other_id and other_id != note.id else None
        if other is None or other.state not in IN_HAND:
            return None
        return other.joins or other.id


@dataclass(frozen=True, slots=True)
class CancelDraft:
    """Throws a draft away, as its author wishes."""

    desk: Desk

    async def __call__(self, user_id: int, note_id: int, version: int | None = None) -> Note:
        """The draft, which is gone.

        Raises:
            NoteRefused: it is not theirs, is no draft any more, or was changed since the button was shown.
        """
        note = await self.desk.own(note_id, user_id)
        if note.state is NoteState.DISCARDED:
            return note
        if note.state not in DRAFTS or (version is not None and version != note.version):
            raise await self.desk.stale(note)
        await drop(self.desk, note, await member_of(self.desk, note))
        return note


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """Takes a note back before it is frozen; the card tells the editors."""

    desk: Desk

    async def __call__(self, user_id: int, note_id: int) -> Note:
        """The note, which is withdrawn.

        Raises:
            NoteRefused: it is not theirs.
            TransitionRefused: it is too late, or it is gone already.
        """
        note = await self.desk.own(note_id, user_id)
        if note.state is NoteState.WITHDRAWN:
            return note
        if note.state in DRAFTS:
            await drop(self.desk, note, await member_of(self.desk, note))
            return note
        await self.desk.take(await withdrawn(self.desk, await self.desk.written(note_id)), self.desk.clock.now())
        return note


@dataclass(frozen=True, slots=True)
class JumpQueue:
    """Asks the editors to take a late note into the issue that is in review."""

    desk: Desk

    async def __call__(self, user_id: int, note_id: int) -> bool:
        """Whether there is such an issue.

        Raises:
            NoteRefused: it is not theirs, or not to be taken any more.
        """
        note = await self.desk.own(note_id, user_id)
        if note.state not in IN_HAND:
            raise await self.desk.stale(note)
        in_review = await self.desk.issues.issues({IssueState.REVIEW})
        if not in_review or any(one.id == note.issue_id for one in in_review):
            return False
        if not note.urgent:
            written = await self.desk.written(note_id)
            after = replace(moved(note, NoteEvent.ARRANGE), urgent=True)
            member = await member_of(self.desk, note)
            effects = await card(self.desk, Written(as_taken(after), written.revision), member)
            await self.desk.take(step_of(note, after, NoteEvent.ARRANGE, effects=effects), self.desk.clock.now())
        return True


async def withdrawn(desk: Desk, written: Written, actor: str = AUTHOR, after: Note | None = None) -> Step:
    """The step that takes a note back; `after` is the note with what else is changed of it.

    Its author is told who did, if another.

    Raises:
        TransitionRefused: it is too late.
    """
    note = written.note
    gone = moved(after or note, NoteEvent.WITHDRAW)
    member = await member_of(desk, note)
    effects = list(await card(desk, Written(as_taken(gone), written.revision), member))
    if actor != AUTHOR:
        effects += desk.announcements.dropped(gone, member)
    return step_of(note, gone, NoteEvent.WITHDRAW, actor, effects=effects)


async def withdrawable(desk: Desk, user_id: int) -> list[Written]:
    """The notes that somebody may take back, the newest first."""
    return await desk.notes.of_author(user_id, {*IN_HAND, NoteState.PREVIEWED})
