"""Collecting a note: its first message, and those that belong to it."""

from dataclasses import dataclass, replace
from typing import Final

from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import Note, NoteState, Part, Quoted
from knowledge.weekly.ports import PictureRefused
from knowledge.weekly.submitting import timing
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.submitting.handed import Collected, Handed, Sender
from knowledge.weekly.submitting.quoting import together
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.wording import with_part

_OVER: Final = frozenset({NoteState.DISCARDED, NoteState.WITHDRAWN, NoteState.REJECTED, NoteState.ERASED})
_TAKES_LATE_ITEMS: Final = frozenset({NoteState.COLLECTING, NoteState.PREVIEWED, NoteState.PENDING})


@dataclass(frozen=True, slots=True)
class FindDraft:
    """Finds the note that a message belongs to, where it does not say so itself."""

    desk: Desk

    async def __call__(self, handed: Handed) -> Note | None:
        """The note of its album, of the paste that it continues, or what its author collects in this private chat."""
        chat_id, user_id = handed.origin.chat_id, handed.sender.user_id
        of_album = await self.desk.notes.of_album(chat_id, handed.album) if handed.album else None
        if of_album and of_album.author_id == user_id:
            return of_album if of_album.state in _TAKES_LATE_ITEMS else None
        # Nearly every message belongs to none, so that this is asked of all that a group says: once.
        begun = await self.desk.notes.unsettled(user_id, chat_id)
        draft = next((one for one in begun if one.state is NoteState.COLLECTING), None)
        if draft is not None and timing.waits_for_author(draft) and handed.origin.private:
            return draft
        # Its author may have a preview of it already: a process that was away shows that before it reads on.
        return await self._continued(draft or next(iter(begun), None), handed)

    async def _continued(self, note: Note | None, handed: Handed) -> Note | None:
        parts = await self.desk.notes.parts(note.id) if note else []
        return note if parts and timing.continues(parts[-1], handed.sent_at) else None


@dataclass(frozen=True, slots=True)
class AddMessage:
    """Adds a message to a note that is being collected."""

    desk: Desk

    async def __call__(self, note: Note, handed: Handed) -> Collected | None:
        """The note with it; None where it is not being collected any more.

        Raises:
            NoteRefused: there is nothing in it, or too much.
        """
        await self.desk.admitted(handed.sender)
        part, refused = await part_of(self.desk, handed, note.id)
        parts = with_part(await self.desk.notes.parts(note.id), part)
        now = self.desk.clock.now()
        if not await self.desk.notes.add_part(part, timing.due(note, now)):
            return None
        if handed.quoted is not None:
            await self._quote(note.id, handed.quoted)
        return Collected(note, len(parts), refused)

    async def _quote(self, note_id: int, quoted: Quoted) -> None:
        """Say whose words it holds, though its preview should come in between."""
        note = await self.desk.notes.bare(note_id)
        while note is not None and note.quoted != (now := together(note.quoted, quoted)):
            step = Step(notes=(NoteChange(note, replace(note, quoted=now)),))
            await self.desk.issues.take(step, self.desk.clock.now())
            note = await self.desk.notes.bare(note_id)


@dataclass(frozen=True, slots=True)
class BeginNote:
    """Begins a note, with its first message or to be collected message by message."""

    desk: Desk
    add_message: AddMessage

    async def __call__(
        self, sender: Sender, origin: Origin, handed: Handed | None = None, beside: Handed | None = None
    ) -> Collected:
        """The note; what is being collected in this chat already goes on, with the message if there is one.

        `beside` is what the command itself says where it hands in another message of the same author.

        Raises:
            NoteRefused: the sender may not, there is nothing in the message, or it is a part of another note.
        """
        member = await self.desk.admitted(sender)
        draft = await self.desk.notes.collecting(sender.user_id, origin.chat_id)
        if draft is not None and timing.waits_for_author(draft):
            return await self._go_on(draft, handed, beside)
        now = self.desk.clock.now()
        due_at = now + (timing.KEPT if handed is None else timing.SETTLES)
        note = Note(
            0, sender.user_id, origin, Section.STUDY, NoteState.COLLECTING, now, now, anonymous=member.anonymous
        )
        quoted = (handed.quoted,) if handed and handed.quoted else ()
        note = replace(note, due_at=due_at, quoted=quoted)
        if handed is None:
            return Collected(await self.desk.notes.begin(note, None))
        begun = await self._begin(note, await self._unspent(handed))
        return await self._go_on(begun.note, None, beside) if beside else begun

    async def _go_on(self, draft: Note, handed: Handed | None, beside: Handed | None) -> Collected:
        added = [await self.add_message(draft, one) for one in (handed, beside) if one is not None]
        refused = sum(one.refused for one in added if one is not None)
        return Collected(draft, len(await self.desk.notes.parts(draft.id)), refused)

    async def _begin(self, note: Note, handed: Handed) -> Collected:
        part, refused = await part_of(self.desk, handed, 0)
        kept = await self.desk.notes.begin(note, part)
        if _place(kept.origin) != _place(note.origin):
            raise NoteRefused(NoteRefusal.SAME, kept)
        return Collected(kept, 1, refused)

    async def _unspent(self, handed: Handed) -> Handed:
        """A message of one's own may be handed in again when the note that it was a part of is over."""
        if handed.message_id == handed.origin.message_id:
            return handed
        earlier = await self.desk.notes.of_message(handed.origin.chat_id, handed.message_id)
        over = earlier is not None and earlier.state in _OVER
        # Each message is a part once: of the note that is over this one stays, and here its negative stands for it.
        return replace(handed, message_id=-handed.origin.message_id) if over else handed


async def part_of(desk: Desk, handed: Handed, note_id: int) -> tuple[Part, int]:
    """A message as a part, with its pictures kept, and how many of them are none.

    Raises:
        NoteRefused: nothing is left of it.
    """
    kept: list[int] = []
    for data in handed.pictures:
        try:
            picture = await desk.pictures.cleaned(data)
        except PictureRefused:
            continue
        kept.append(await desk.attachments.keep(picture, desk.clock.now()))
    refused = len(handed.pictures) - len(kept)
    if not handed.text.strip() and not kept:
        raise NoteRefused(NoteRefusal.NO_PICTURE if refused else NoteRefusal.EMPTY)
    chat_id = handed.origin.chat_id
    part = Part(note_id, chat_id, handed.message_id, handed.text, handed.sent_at, handed.album, tuple(kept))
    return part, refused


def _place(origin: Origin) -> tuple[int, int]:
    return origin.chat_id, origin.message_id
