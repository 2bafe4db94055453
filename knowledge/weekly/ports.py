"""The sockets of the weekly: what it needs from the world, held to by adapters and by the tests' fakes."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from knowledge.records import Effect, Exchange
from knowledge.weekly.compiled import Artefact, CompiledIssue, Label, Site, StoredPicture
from knowledge.weekly.issues import Audit, Issue, IssueState, Publication, Step
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Part, Revision, Written


class Notes(Protocol):
    """Notes, their revisions, and the messages that they are collected from.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def begin(self, note: Note, part: Part | None) -> Note:
        """Keep a new note in the state `collecting`, with its first message if any; it with its id.

        A message that is a part already gives the note that it belongs to: an update may come twice.
        """
        ...

    async def add_part(self, part: Part, due_at: dt.datetime | None) -> bool:
        """Add a message to a note that is being collected, or replace what it said; the note is due then.

        False, and nothing is changed, where it is not being collected any more. Its version counts up, so that
        nobody previews it without this message.
        """
        ...

    async def parts(self, note_id: int) -> list[Part]:
        """The messages of a note, in the order of their numbers."""
        ...

    async def of_message(self, chat_id: int, message_id: int) -> Note | None:
        """The note that a message is a part of."""
        ...

    async def of_album(self, chat_id: int, album: str) -> Note | None:
        """The note that another message of this album is a part of."""
        ...

    async def collecting(self, user_id: int, chat_id: int) -> Note | None:
        """What somebody is collecting in a chat."""
        ...

    async def due(self, now: dt.datetime, limit: int) -> list[Note]:
        """Notes in the state `collecting` or `previewed` whose `due_at` has come, the oldest first."""
        ...

    async def note(self, note_id: int) -> Written | None:
        """A note with its newest revision; None where there is none, or no revision yet."""
        ...

    async def bare(self, note_id: int) -> Note | None:
        """A note, also one that has no revision yet or was erased."""
        ...

    async def revisions(self, note_id: int) -> list[Revision]:
        """Every wording of a note, the first first."""
        ...

    async def of_author(self, user_id: int, states: Collection[NoteState] | None = None) -> list[Written]:
        """The notes of somebody, in these states or in all that have a revision, the newest first."""
        ...

    async def of_issue(self, issue_id: int, states: Collection[NoteState] | None = None) -> list[Written]:
        """The notes that are meant for an issue: by section, then position, then the oldest first."""
        ...

    async def labelled(self, slug: str) -> list[Written]:
        """The notes that stand in a published entry."""
        ...

    async def erase(self, note_id: int, now: dt.datetime) -> bool:
        """Make a tombstone of a note, whatever its state: id, state and dates only; False where it is one already.

        Its revisions, parts, pictures that no other note has, unsent effects about it and the details of its audits are
        gone, and so are the artefacts of earlier revisions of its issue: one that is published is corrected first.
        """
        ...


class Issues(Protocol):
    """Issues and what is frozen of them, and the one way in which the weekly changes.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def take(self, step: Step, now: dt.datetime) -> Step | None:
        """Change all that a step says, in one transaction; it with ids and versions as they are now.

        None, and nothing is changed, where a note or an issue is not as it was read (id, state and version; a note also
        `due_at`, which a message that comes to it moves), where a second issue would be open, a number would be used
        twice, a note in hand (`lifecycles.note.IN_HAND`) would come into an issue that takes none any more, or stay
        behind in one that takes none from now on: somebody handed it in since the issue's notes were read.
        """
        ...

    async def open(self, now: dt.datetime) -> Issue:
        """The one open issue; the very first is created."""
        ...

    async def issue(self, issue_id: int) -> Issue | None:
        """An issue by its id."""
        ...

    async def numbered(self, number: int) -> Issue | None:
        """An issue by its number."""
        ...

    async def issues(self, states: Collection[IssueState] | None = None) -> list[Issue]:
        """Those in these states or all, the oldest first."""
        ...

    async def compiled(self, number: int, revision: int | None = None) -> CompiledIssue | None:
        """What is frozen of an issue in its newest revision or another, whatever its state."""
        ...

    async def artefact(self, number: int, name: str, revision: int | None = None) -> Artefact | None:
        """One rendering of an issue, in its newest revision or another."""
        ...

    async def artefact_names(self, number: int) -> list[str]:
        """The renderings of the newest revision."""
        ...

    async def publications(self, issue_id: int) -> list[Publication]:
        """Where an issue is published, every revision, the oldest first."""
        ...

    async def audits(self, subject: str) -> list[Audit]:
        """What was done to a note or an issue, the oldest first."""
        ...


class Archive(Protocol):
    """The entries of published issues: a projection of what is frozen, kept in the step that publishes (`entries`).

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or read.
    """

    async def published(self) -> list[Issue]:
        """The issues that can be read, the newest first."""
        ...

    async def search(self, words: Sequence[str], limit: int) -> list[tuple[Label, str, str, Sequence[str]]]:
        """Entries that have all of these folded words: label, title, a stretch of the text, authors; best first."""
        ...

    async def about(self, identity: str) -> list[tuple[Label, Sequence[str]]]:
        """Entries about the same thing (`knowledge.links.identity`), the newest first, with their authors."""
        ...


class Members(Protocol):
    """The people of the group, as far as the weekly knows them.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def member(self, user_id: int) -> Member | None:
        """One of them."""
        ...

    async def seen(self, user_id: int, name: str, language: str | None) -> Member:
        """Note how somebody is called now; them."""
        ...

    async def keep(self, member: Member) -> None:
        """Keep what somebody wants, in the place of what was known of them."""
        ...

    async def members(self) -> list[Member]:
        """Everybody, by number."""
        ...

    async def forget(self, user_id: int) -> bool:
        """Forget somebody; a ban stays, without a name. Whether they were known."""
        ...


class Attachments(Protocol):
    """The bytes of pictures and files that came with notes.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def keep(self, picture: StoredPicture, now: dt.datetime) -> int:
        """Keep a picture; its id. The same bytes are kept once."""
        ...

    async def pictures(self, ids: Collection[int]) -> dict[int, StoredPicture]:
        """Pictures by id; unknown ones are left out."""
        ...


class PictureRefused(Exception):
    """Bytes are no picture that may be kept: not one at all, too large, or of another kind than JPEG, PNG or WebP."""


class Pictures(Protocol):
    """Makes pictures safe to keep and to show."""

    async def cleaned(self, data: bytes) -> StoredPicture:
        """The same picture as JPEG or PNG, upright, at most 2,560 pixels wide or high, without any metadata.

        Raises:
            PictureRefused: it is none.
        """
        ...


class Printer(Protocol):
    """Sets an issue in pages."""

    async def pdf(self, issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> bytes:
        """The issue as a PDF, with the fonts that it needs; the same bytes for the same issue."""
        ...


class ForewordWriter(Protocol):
    """A language model that proposes a foreword from an issue's contents and numbers."""

    async def propose(self, issue: CompiledIssue) -> str:
        """Markdown of at most 300 characters.

        Raises:
            WriterFailed: no whole proposal came.
        """
        ...


class Waiting(Protocol):
    """Messages that the bot waits for an answer to: a reason, a nickname, another wording.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def expect(self, chat_id: int, message_id: int, user_id: int, purpose: str, now: dt.datetime) -> None:
        """Wait for a reply of this person to this message of the bot; `purpose` says what for (at most 64 ASCII)."""
        ...

    async def purpose(self, chat_id: int, message_id: int, user_id: int) -> str | None:
        """What a reply of this person to a message is for."""
        ...

    async def done(self, chat_id: int, message_id: int) -> None:
        """It has come."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Wait no longer for what was asked before then; how many."""
        ...


class AnsweredQuestions(Protocol):
    """The questions that were answered in groups, for 疑问解答."""

    async def answered_between(self, begins: dt.datetime, ends: dt.datetime) -> list[Exchange]:
        """Answered anew in a group, not given again from memory, each meaning once; the oldest first."""
        ...


class Announcements(Protocol):
    """What is sent of itself when the weekly changes, as effects: the words and the pictures of it are the bot's."""

    def preview(self, written: Written, member: Member, near: Written | None = None) -> Sequence[Effect]:
        """A note as it will be handed in, for its author to confirm, where they began it.

        `near` is a note of the same issue about the same thing, whose entry it may join.
        """
        ...

    def dropped(self, note: Note, member: Member, same_as: int | None = None) -> Sequence[Effect]:
        """That a note is gone, to its author.

        A draft says what note `same_as` says, or has waited for a day; what was withdrawn quotes somebody who declined.
        """
        ...

    def card(
        self, written: Written, member: Member | None, hints: Sequence[str], before: Revision | None
    ) -> Sequence[Effect]:
        """The card of a note in the editors' chat, new or in the place of the old one.

        `hints` are texts for editors (near notes, warnings); `before` is the wording of which this is a revision.
        """
        ...

    def decided(self, written: Written, member: Member | None) -> Sequence[Effect]:
        """What became of a note, quietly, to its author: by its state and reason."""
        ...

    def edited(self, before: Revision, after: Revision, note: Note) -> Sequence[Effect]:
        """That an editor has edited a note, to its author, with the difference."""
        ...

    def consent(self, written: Written) -> Sequence[Effect]:
        """The question to whom a note quotes, whether their words may stand in the weekly."""
        ...

    def proposed(self, written: Written) -> Sequence[Effect]:
        """Whether an answered question may stand in the weekly, to whoever asked it, where they did."""
        ...

    def closed(self, issue: Issue, notes: Sequence[Written]) -> Sequence[Effect]:
        """That review has begun: to the editors, and to each author their own entry to confirm."""
        ...

    def published(self, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> Sequence[Effect]:
        """The card of an issue for one chat, its first effect keyed `issue:<number>:<revision>:<target>`.

        With `corrects`, the key of the effect that it takes the place of.
        """
        ...

    def withdrawn(self, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> Sequence[Effect]:
        """That an issue is withdrawn, in the place of the effect with the key `shown`."""
        ...

    def doubtful(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors: of these nobody knows whether they went out, or they failed."""
        ...
