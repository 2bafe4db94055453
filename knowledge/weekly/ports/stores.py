"""Where the weekly keeps what it knows, and finds it again."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol

from knowledge.records import Audit
from knowledge.weekly.compiled import Artefact, CompiledIssue, Label, StoredPicture
from knowledge.weekly.issues import Issue, IssueState, Publication, Step
from knowledge.weekly.notes import AlbumItem, Note, NoteState, Part, Revision, Written


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

        False, and nothing is changed, where it is not being collected any more. `due_at` must be another than
        before: by that nobody previews it without this message who has read it before.
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

    async def hold(self, item: AlbumItem, now: dt.datetime) -> None:
        """Hold an item of an album that belongs to no note yet; the same one again is held once."""
        ...

    async def held(self, chat_id: int, album: str) -> list[AlbumItem]:
        """The items of an album that are held, in the order of their numbers."""
        ...

    async def let_go(self, before: dt.datetime) -> int:
        """Forget the items that were held before then; how many."""
        ...

    async def collecting(self, user_id: int, chat_id: int) -> Note | None:
        """What somebody is collecting in a chat."""
        ...

    async def unsettled(self, user_id: int, chat_id: int) -> list[Note]:
        """What somebody has begun in a chat and nobody has looked at yet, handed in or not, the newest first."""
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

    async def unworded(self, user_id: int) -> list[Note]:
        """What somebody has begun and that has no revision, also where it was thrown away; the newest first."""
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
        behind in one that takes none from now on: somebody handed it in since the issue's notes were read; nor where it
        is not `alone`.
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

    async def about(self, identities: Collection[str]) -> dict[str, list[tuple[Label, Sequence[str]]]]:
        """Entries about these things (`knowledge.links.identity`), the newest first, with their authors.

        What no entry is about is left out.
        """
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

    async def forget_unused(self, before: dt.datetime) -> int:
        """Remove pictures kept before then that no note has but such as were thrown away, and no issue; how many."""
        ...
