"""Previewing what is whole by now, and throwing away what was left."""

from dataclasses import dataclass
from typing import Final

from knowledge.errors import TransitionRefused
from knowledge.weekly.notes import Note, NoteEvent, NoteState
from knowledge.weekly.submitting import timing
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.submitting.previewing import PreviewNote, drop, member_of
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused

_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class PreviewDue:
    """Previews drafts whose last message has settled, and throws away those that have waited for a day.

    Several processes may do so at once: each draft is taken by one of them.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    desk: Desk
    preview_note: PreviewNote

    async def __call__(self) -> int:
        """How many were due."""
        due = await self.desk.notes.due(self.desk.clock.now(), _AT_ONCE)
        for note in due:
            await self._one(note)
        return len(due)

    async def _one(self, note: Note) -> None:
        try:
            if note.state is NoteState.COLLECTING and not timing.waits_for_author(note):
                await self.preview_note(note, announced=True)
            else:
                await self._end(note, NoteEvent.EXPIRE)
        except NoteRefused as refused:
            # A message came in between, another process was first, or it was dropped: the next look sees it as it is.
            if refused.refusal in {NoteRefusal.EMPTY, NoteRefusal.TOO_LONG}:
                await self._end(note, NoteEvent.EXPIRE)
        except TransitionRefused:
            return

    async def _end(self, note: Note, event: NoteEvent) -> None:
        try:
            await drop(self.desk, note, await member_of(self.desk, note), event=event)
        except NoteRefused:
            return
