"""The use cases of submitting over a real database, with plain doubles of what speaks and what cleans pictures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.records import Effect, Origin
from knowledge.weekly.compiled import CompiledIssue, StoredPicture
from knowledge.weekly.issues import Issue, Publication
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, Quoted, Revision, Written
from knowledge.weekly.ports import PictureRefused
from knowledge.weekly.submitting import ConsentWanted, Desk, Handed, Previewed, Sender, Submitting
from knowledge.weekly.writing import TextWarning
from tests.fakes import NOON, FixedClock

MING = Sender(7, "小明")
HONG = Sender(8, "小红")


@dataclass
class Telling:
    """An `Announcements` that notes what it is asked to tell, as one effect each."""

    hints: list[Sequence[str]] = field(default_factory=list)
    named: list[Member | None] = field(default_factory=list)

    def preview(
        self, written: Written, member: Member, near: Written | None = None, *, again: bool = False
    ) -> Sequence[Effect]:
        """A preview."""
        del member, near, again
        return self._told(f"preview:{written.note.id}:{written.note.revision}")

    def dropped(self, note: Note, member: Member, same_as: int | None = None) -> Sequence[Effect]:
        """A note that is gone."""
        del member
        return self._told(f"dropped:{note.id}:{same_as or 0}")

    def card(
        self, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
    ) -> Sequence[Effect]:
        """A card."""
        del before
        self.hints.append(hints)
        self.named.append(member)
        return self._told(f"card:{written.note.id}:{written.note.version}")

    def decided(self, written: Written, member: Member | None) -> Sequence[Effect]:
        """A decision."""
        del member
        return self._told(f"decided:{written.note.id}")

    def edited(self, before: Revision, after: Revision, note: Note, member: Member | None) -> Sequence[Effect]:
        """An edit."""
        del before, after, member
        return self._told(f"edited:{note.id}")

    def consent(self, written: Written) -> Sequence[Effect]:
        """A question."""
        return self._told(f"consent:{written.note.id}")

    def proposed(self, written: Written) -> Sequence[Effect]:
        """A proposal."""
        return self._told(f"proposed:{written.note.id}")

    def closed(self, issue: Issue, notes: Sequence[Written], members: Sequence[Member]) -> Sequence[Effect]:
        """A cut-off."""
        del notes, members
        return self._told(f"closed:{issue.id}")

    def published(self, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> Sequence[Effect]:
        """An issue."""
        del target, chat_id, corrects
        return self._told(f"issue:{issue.number}")

    def withdrawn(self, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> Sequence[Effect]:
        """An issue that is gone."""
        del target, chat_id, shown
        return self._told(f"withdrawn:{issue.number}")

    def finished(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """An end."""
        del publications
        return self._told(f"finished:{issue.number}")

    def doubtful(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """A doubt."""
        del publications
        return self._told(f"doubtful:{issue.id}")

    def _told(self, key: str) -> Sequence[Effect]:
        return [Effect(key, 1, {})]


class NoPictures:
    """A `Pictures` to which nothing is one."""

    async def cleaned(self, data: bytes) -> StoredPicture:
        """Nothing."""
        raise PictureRefused(data)


class BriefHints:
    """The hints of cards as codes."""

    def near(self, note_id: int, likeness: int) -> str:
        """Which note."""
        del likeness
        return f"near {note_id}"

    def warning(self, warning: TextWarning) -> str:
        """Which warning."""
        return warning.value


def submitting_over(engine: AsyncEngine, clock: FixedClock) -> Submitting:
    """The use cases over a database."""
    desk = Desk(
        notes=SqlNotes(engine),
        issues=SqlIssues(engine),
        members=SqlMembers(engine),
        attachments=SqlAttachments(engine),
        pictures=NoPictures(),
        announcements=Telling(),
        clock=clock,
        hints=BriefHints(),
        reviewed=lambda: True,
    )
    return Submitting.over(desk)


def message(  # noqa: PLR0913  # each is a field of the message
    text: str,
    number: int,
    sender: Sender = MING,
    chat: int = -100,
    *,
    album: str | None = None,
    quoted: int | None = None,
) -> Handed:
    """A message as it is handed in, in a group where the chat's number is negative."""
    origin = Origin(chat, number, sender.user_id, private=chat > 0)
    whose = None if quoted is None else Quoted("某人", quoted)
    return Handed(sender, origin, number, text, NOON + dt.timedelta(seconds=number), album=album, quoted=whose)


async def previewed(submitting: Submitting, handed: Handed) -> Previewed:
    """A note of one message, previewed."""
    begun = await submitting.begin_note(handed.sender, handed.origin, handed)
    return await submitting.preview_note(begun.note)


async def confirmed(submitting: Submitting, handed: Handed) -> Note:
    """A note of one message, handed in."""
    shown = await previewed(submitting, handed)
    note = shown.written.note
    outcome = await submitting.confirm_note(handed.sender, note.id, note.version, agreed=True)
    assert not isinstance(outcome, ConsentWanted)
    return outcome.written.note
