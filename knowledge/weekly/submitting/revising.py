"""Changing the words of a note: by editing a message of it in the chat, or by writing it anew."""

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from knowledge.records import Origin
from knowledge.weekly.lifecycles.note import PRINTED, as_taken, moved
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Part, Written
from knowledge.weekly.submitting import timing
from knowledge.weekly.submitting.collecting import part_of
from knowledge.weekly.submitting.confirming import card
from knowledge.weekly.submitting.desk import Desk, step_of
from knowledge.weekly.submitting.handed import Handed
from knowledge.weekly.submitting.likenesses import about_the_same
from knowledge.weekly.submitting.previewing import member_of
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.wording import text_of, with_part, worded

_ATTEMPTS: Final = 4
"""What somebody has sent is not lost over a preview or a confirmation that comes in between."""

_STARTS_ANEW: Final = frozenset({NoteState.REJECTED, NoteState.WITHDRAWN, NoteState.DISCARDED})


@dataclass(frozen=True, slots=True)
class ReviseNote:
    """Words a note anew when one of its messages was edited, or one that belongs to it has come late."""

    desk: Desk

    async def __call__(self, handed: Handed, continued: Note | None = None) -> Written | None:
        """The note with its newest revision; None where nothing is changed of a note by this.

        A message that is no part yet belongs to the note that is `continued` by it, or to that of its album. What is
        frozen or published stays: a draft that amends it is previewed instead.

        Raises:
            NoteRefused: nothing or too much is left, the note was worded otherwise since, or its author is banned.
            TransitionRefused: the note cannot be changed any more.
        """
        for left in reversed(range(_ATTEMPTS)):
            try:
                return await self._put(handed, continued)
            except NoteRefused as refused:
                if refused.refusal is not NoteRefusal.STALE or not left:
                    raise
        return None

    async def _put(self, handed: Handed, continued: Note | None) -> Written | None:
        note = await self._note(handed, continued)
        if note is None or note.author_id != handed.sender.user_id:
            return None
        await self.desk.admitted(handed.sender)
        part, _ = await part_of(self.desk, handed, note.id)
        if note.state is NoteState.COLLECTING:
            if not await self.desk.notes.add_part(part, timing.due(note, self.desk.clock.now())):
                raise await self.desk.stale(note)
            return None
        return await self._reworded(await self.desk.written(note.id), part, handed.edited_at or handed.sent_at)

    async def _note(self, handed: Handed, continued: Note | None) -> Note | None:
        chat_id, notes = handed.origin.chat_id, self.desk.notes
        if note := await notes.of_message(chat_id, handed.message_id):
            return note
        if continued is not None:
            return await notes.bare(continued.id)  # it may have been previewed since it was found
        return await notes.of_album(chat_id, handed.album) if handed.album else None

    async def _reworded(self, written: Written, part: Part, edited_at: dt.datetime) -> Written | None:
        before = await self.desk.notes.parts(written.note.id)
        text = await asyncio.to_thread(text_of, with_part(before, part))
        if text == written.revision.text:
            return None
        if written.revision.text != await asyncio.to_thread(text_of, before):
            raise NoteRefused(NoteRefusal.DIVERGED, written.note)
        if written.note.state in PRINTED:
            return await self._amending(written, text, edited_at)
        return await self._revised(written, text, part)

    async def _revised(self, written: Written, text: str, part: Part) -> Written:
        note, now = written.note, self.desk.clock.now()
        revision, _ = await asyncio.to_thread(worded, note, text, now)
        previewed = note.state is NoteState.PREVIEWED
        event = NoteEvent.PREVIEW if previewed else NoteEvent.EDIT
        after = replace(moved(note, event), revision=revision.number)
        after = replace(after, due_at=now + timing.KEPT) if previewed else after
        new, member = Written(as_taken(after), revision), await member_of(self.desk, note)
        if previewed:
            near = await about_the_same(self.desk, note, revision.url)
            effects = await asyncio.to_thread(self.desk.announcements.preview, new, member, near, again=True)
        else:
            unseen = note.state is NoteState.PENDING and note.revision == 1
            effects = await card(self.desk, new, member, None if unseen else written.revision)
        step = step_of(note, after, event, revisions=(revision,), effects=effects)
        taken = await self.desk.take(replace(step, parts=(part,)), now)
        return Written(taken.notes[0].after, revision)

    async def _amending(self, written: Written, text: str, edited_at: dt.datetime) -> Written | None:
        """A draft of its own, which its author is asked to confirm."""
        now = self.desk.clock.now()
        # An origin is the beginning of one note: of this one it is the edit, which has no number of its own.
        origin = replace(written.note.origin, message_id=-int(edited_at.timestamp()))
        draft = await self.desk.notes.begin(_draft_of(written.note, origin, self.desk), None)
        if draft.state is not NoteState.COLLECTING:
            return None
        revision, _ = await asyncio.to_thread(worded, draft, text, now)
        after = replace(moved(draft, NoteEvent.PREVIEW), revision=1, due_at=now + timing.KEPT)
        new, member = Written(as_taken(after), revision), await member_of(self.desk, draft)
        effects = await asyncio.to_thread(self.desk.announcements.preview, new, member)
        step = step_of(draft, after, NoteEvent.PREVIEW, revisions=(revision,), effects=effects)
        taken = await self.desk.take(step, now)
        return Written(taken.notes[0].after, revision)


@dataclass(frozen=True, slots=True)
class AmendNote:
    """Begins a draft in a private chat that takes the place of a note's words, or of a rejected note."""

    desk: Desk

    async def __call__(self, user_id: int, note_id: int, origin: Origin) -> Note:
        """The draft, which is being collected; the same one where it is there already.

        Raises:
            NoteRefused: the note is not theirs, or another draft is open in this chat.
            TransitionRefused: the note cannot be changed any more.
        """
        note = await self.desk.own(note_id, user_id)
        _refuse_unchangeable(note)
        open_draft = await self.desk.notes.collecting(user_id, origin.chat_id)
        if open_draft is not None and note_id not in {open_draft.amends, open_draft.supersedes}:
            raise NoteRefused(NoteRefusal.DRAFT_OPEN, open_draft)
        return open_draft or await self.desk.notes.begin(_draft_of(note, origin, self.desk), None)


def _refuse_unchangeable(note: Note) -> None:
    if note.state not in {*PRINTED, *_STARTS_ANEW, NoteState.PREVIEWED}:
        moved(note, NoteEvent.EDIT)


def _draft_of(note: Note, origin: Origin, desk: Desk) -> Note:
    now = desk.clock.now()
    anew = note.state in _STARTS_ANEW
    return Note(
        0,
        note.author_id,
        origin,
        note.section,
        NoteState.COLLECTING,
        now,
        now,
        anonymous=note.anonymous,
        due_at=now + timing.KEPT,
        supersedes=note.id if anew else None,
        amends=note.amends if anew else note.id,
        joins=note.joins,
        quoted=note.quoted,
    )
