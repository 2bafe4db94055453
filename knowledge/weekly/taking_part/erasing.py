"""Erasing all that somebody has handed in: what is printed is printed anew without it, under the same numbers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.weekly.compiling.correcting import Erased
from knowledge.weekly.issues import Audit, Issue, IssueState, NoteChange, Step
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.lifecycles.issue import READABLE
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.publishing import Correction, CorrectIssue, UnfreezeIssue

AUTHOR: Final = "author"
"""Who did it, in audits: never their number."""

_DRAFTS: Final = frozenset({NoteState.COLLECTING, NoteState.PREVIEWED})
_UNSEEN: Final = _DRAFTS | {NoteState.DISCARDED}
"""No editor has ever had a card of these."""

_PRINTED: Final = frozenset({NoteState.FROZEN, NoteState.PUBLISHED, NoteState.RETRACTED})
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True)
class Erasure:
    """What has become of somebody's notes: how many are gone, which issues were corrected for that.

    `waiting` are those that cannot be printed anew at this moment, because they are being published.
    """

    erased: int
    corrected: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EraseMine:
    """Erase everything of somebody's; safe to be done again, because a process may die in the middle of it.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    notes: Notes
    issues: Issues
    members: Members
    announcements: Announcements
    correct: CorrectIssue
    unfreeze: UnfreezeIssue
    clock: Clock

    async def __call__(self, user_id: int) -> Erasure:
        """What is gone; nickname, consent and wishes with the last of it."""
        await self._drop_collected(user_id)
        printed: dict[int, set[int]] = {}
        for one in await self.notes.of_author(user_id, _PRINTED):
            if one.note.issue_id is not None:
                printed.setdefault(one.note.issue_id, set()).add(one.note.id)
        done = [await self._unprinted(issue_id, notes) for issue_id, notes in sorted(printed.items())]
        erased = await self._erase_all(user_id)
        waiting = tuple(number for number, is_done in filter(None, done) if not is_done)
        if not waiting:
            await self.members.forget(user_id)
        return Erasure(erased, tuple(number for number, is_done in filter(None, done) if is_done), waiting)

    async def _drop_collected(self, user_id: int) -> None:
        """What is being collected in their private chat has no revision, and is on no list."""
        while (draft := await self.notes.collecting(user_id, user_id)) is not None:
            await self.notes.erase(draft.id, self.clock.now())

    async def _erase_all(self, user_id: int) -> int:
        kept = {state for state in NoteState if state is not NoteState.ERASED}
        erased = 0
        for one in await self.notes.of_author(user_id, kept):
            if not await self._is_printed(one.note):
                erased += await self._erased(one)
        return erased

    async def _is_printed(self, note: Note) -> bool:
        """Whether an issue still says what a note said."""
        if note.state not in _PRINTED or note.issue_id is None:
            return False
        issue = await self.issues.issue(note.issue_id)
        return issue is not None and bool(await self._still_said(issue, {note.id}))

    async def _unprinted(self, issue_id: int, notes: Collection[int]) -> tuple[int, bool] | None:
        """The number of an issue that said something of these notes, and whether it does not any more.

        None where nobody could read it anyway.
        """
        number = None
        for _ in range(_ATTEMPTS):
            issue = await self.issues.issue(issue_id)
            said = await self._still_said(issue, notes) if issue else []
            if issue is None or issue.number is None or not said:
                break
            number = issue.number if issue.state in READABLE else None
            if issue.state is IssueState.PUBLISHING:
                return issue.number, False
            await self._without(issue, said)
        else:
            return None if number is None else (number, False)
        return None if number is None else (number, True)

    async def _still_said(self, issue: Issue, notes: Collection[int]) -> list[int]:
        compiled = await self.issues.compiled(issue.number) if issue.number is not None else None
        if compiled is None:
            return []
        printed = (one for entry in compiled.entries() for one in entry.contributions if not one.erased)
        return [one.note_id for one in printed if one.note_id is not None and one.note_id in notes]

    async def _without(self, issue: Issue, notes: Iterable[int]) -> None:
        """Let an issue say nothing of these; nothing happens where somebody else has changed it since it was read."""
        match issue.state:
            case IssueState.FROZEN:
                await self.unfreeze(issue, AUTHOR, "erased")
            case IssueState.WITHDRAWN:
                audit = Audit(AUTHOR, NoteEvent.ERASE, f"issue:{issue.id}", issue.state, issue.state)
                await self.issues.take(Step(drop_artefacts=issue.id, audits=(audit,)), self.clock.now())
            case _:
                await self.correct(issue, AUTHOR, Correction(tuple(Erased(one) for one in notes)))

    async def _erased(self, written: Written) -> bool:
        """Take a note back where it is in hand, empty its card, and leave a tombstone."""
        for _ in range(_ATTEMPTS):
            note, now = written.note, self.clock.now()
            if await self.issues.take(self._step(note), now) is not None:
                return await self.notes.erase(note.id, now)
            again = await self.notes.note(note.id)
            if again is None:
                return False
            written = again
        return False

    def _step(self, note: Note) -> Step:
        event = NoteEvent.WITHDRAW if note.state in IN_HAND else NoteEvent.CANCEL if note.state in _DRAFTS else None
        gone = replace(note, state=lifecycle.after(note.state, event)) if event else note
        audit = Audit(AUTHOR, NoteEvent.ERASE, f"note:{note.id}", note.state, NoteState.ERASED)
        notes = (NoteChange(note, gone),) if event else ()
        return Step(notes=notes, audits=(audit,), effects=tuple(self._emptied(note)))

    def _emptied(self, note: Note) -> Sequence[Effect]:
        """The card of a tombstone in the place of the note's."""
        if note.state in _UNSEEN:
            return ()
        nobody: Member | None = None
        tombstone = replace(
            note,
            author_id=None,
            state=NoteState.ERASED,
            version=note.version + 1,
            anonymous=True,
            urgent=False,
            joins=None,
            amends=None,
            quoted=None,
            agreement=Agreement.NOT_ASKED,
            reason=None,
        )
        empty = Revision(note.id, max(note.revision, 1), "", "", note.changed_at)
        return self.announcements.card(Written(tombstone, empty), nobody, (), None)
