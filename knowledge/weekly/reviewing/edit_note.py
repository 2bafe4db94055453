"""An editor's own wording of a note: a revision like any other, of which the author sees the difference."""

import asyncio
from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.lifecycles.note import as_taken
from knowledge.weekly.members import Member
from knowledge.weekly.notes import LONGEST_TEXT, Agreement, Note, NoteEvent, Revision, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.reviewing.changing import Changing, audits_of
from knowledge.weekly.reviewing.outcomes import Obstacle, Reviewed, ReviewRefused
from knowledge.weekly.writing import guessed, parsed, pictures


@dataclass(frozen=True, slots=True)
class EditNote:
    """Puts an editor's wording in the place of the newest one."""

    notes: Notes
    issues: Issues
    members: Members
    announcements: Announcements
    clock: Clock

    async def __call__(self, note_id: int, version: int, text: str, editor_id: int) -> Reviewed | None:
        """The note with its new revision; None where there is none. `text` is Markdown.

        Raises:
            TransitionRefused: its state does not allow that.
            ReviewRefused: nothing has changed, it is too long, or it shows a picture that did not come with the note.
        """

        async def plan(written: Written) -> Step:
            author = written.note.author_id
            member = None if author is None else await self.members.member(author)
            return await asyncio.to_thread(self._step, written, text.strip(), editor_id, member)

        return await Changing(self)(note_id, version, plan)

    def _step(self, written: Written, text: str, editor_id: int, member: Member | None) -> Step:
        note, before = written.note, written.revision
        audits = audits_of(note, str(editor_id), NoteEvent.ARRANGE, revision=str(note.revision + 1))
        if not text or text == before.text.strip():
            raise ReviewRefused(Obstacle.UNCHANGED)
        if len(text) > LONGEST_TEXT:
            raise ReviewRefused(Obstacle.TOO_LONG)
        if _pictures(text) - _pictures(before.text):
            raise ReviewRefused(Obstacle.FOREIGN_PICTURE)
        revision = self._revision(note, before, text, editor_id)
        after = replace(note, revision=revision.number, agreement=_asked_again(note))
        effects = tuple(self.announcements.edited(before, revision, as_taken(after), member))
        return Step(notes=(NoteChange(note, after),), revisions=(revision,), audits=audits, effects=effects)

    def _revision(self, note: Note, before: Revision, text: str, editor_id: int) -> Revision:
        guess = guessed(parsed(text))
        return Revision(
            note_id=note.id,
            number=note.revision + 1,
            title=guess.title or before.title,
            text=text,
            made_at=self.clock.now(),
            url=guess.url or before.url,
            editor_id=editor_id,
        )


def _pictures(text: str) -> set[int]:
    return {one.attachment for one in pictures(parsed(text))}


def _asked_again(note: Note) -> Agreement:
    """Who has agreed to other words has not agreed to these."""
    return note.agreement if note.agreement is Agreement.NOT_ASKED else Agreement.ASKED
