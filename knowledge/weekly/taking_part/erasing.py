"""Erasing all that somebody has handed in: what is printed is printed anew without it, under the same numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.ports import Clock
from knowledge.records import AUTHOR, Audit, Effect
from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.compiling.correcting import Change, Erased, Unnamed, Unsigned
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, IssueState, NoteChange, Step
from knowledge.weekly.lifecycles.issue import READABLE
from knowledge.weekly.lifecycles.note import DRAFTS, IN_HAND, as_taken, moved
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.publishing import Correction, CorrectIssue, UnfreezeIssue

_UNSEEN: Final = frozenset({*DRAFTS, NoteState.DISCARDED})
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
class Theirs:
    """What issues may say of somebody: their notes, and their name behind 也读过, by the entry that it is about.

    `edited` are the ids of the issues that name them as the editor on duty.
    """

    notes: frozenset[int]
    names: frozenset[tuple[str, str]] = frozenset()
    edited: frozenset[int] = frozenset()


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
        await self._drop_unworded(user_id)
        issues = await self.issues.issues()
        theirs = _theirs([one.note for one in await self.notes.of_author(user_id, _PRINTED)])
        theirs = replace(theirs, edited=await self._edited(user_id, issues))
        numbered = [one.id for one in issues if one.number is not None] if theirs.notes or theirs.edited else []
        done = [await self._unprinted(issue_id, theirs) for issue_id in numbered]
        for issue_id in theirs.edited:
            await self._relieved(issue_id)
        erased = await self._erase_all(user_id)
        waiting = tuple(number for number, is_done in filter(None, done) if not is_done)
        if not waiting:
            await self.members.forget(user_id, self.clock.now())
        return Erasure(erased, tuple(number for number, is_done in filter(None, done) if is_done), waiting)

    async def _edited(self, user_id: int, issues: Iterable[Issue]) -> frozenset[int]:
        """The issues that name somebody as the editor on duty: of the name alone nobody knows whose it is."""
        return frozenset([one.id for one in issues if one.editor and await self._is_on_duty(user_id, one)])

    async def _is_on_duty(self, user_id: int, issue: Issue) -> bool:
        audits = await self.issues.audits(f"issue:{issue.id}")
        taken = [one.actor for one in audits if one.event == IssueEvent.ARRANGE and one.detail.get("set") == "editor"]
        return taken[-1:] == [str(user_id)]

    async def _relieved(self, issue_id: int) -> None:
        """Let an issue that is not to be read name no editor on duty."""
        for _ in range(_ATTEMPTS):
            issue = await self.issues.issue(issue_id)
            if issue is None or issue.editor is None or issue.state in {*READABLE, IssueState.FROZEN}:
                return
            audit = Audit(AUTHOR, NoteEvent.ERASE, f"issue:{issue.id}", issue.state, issue.state)
            step = Step(issues=(IssueChange(issue, replace(issue, editor=None)),), audits=(audit,))
            if await self.issues.take(step, self.clock.now()) is not None:
                return

    async def _drop_unworded(self, user_id: int) -> None:
        """What is being collected, or was dropped before its preview, has messages and no revision."""
        for draft in await self.notes.unworded(user_id):
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
        return issue is not None and bool(await self._still_said(issue, Theirs(frozenset({note.id}))))

    async def _unprinted(self, issue_id: int, theirs: Theirs) -> tuple[int, bool] | None:
        """The number of an issue that said something of theirs, and whether it does not any more.

        None where nobody could read it anyway.
        """
        number = None
        for _ in range(_ATTEMPTS):
            issue = await self.issues.issue(issue_id)
            said = await self._still_said(issue, theirs) if issue else []
            if issue is None or issue.number is None or not said:
                break
            number = issue.number if issue.state in READABLE else None
            if issue.state is IssueState.PUBLISHING:
                return issue.number, False
            await self._without(issue, said)
        else:
            return None if number is None else (number, False)
        return None if number is None else (number, True)

    async def _still_said(self, issue: Issue, theirs: Theirs) -> list[Change]:
        """What is to be changed of an issue so that it says nothing of theirs."""
        compiled = await self.issues.compiled(issue.number) if issue.number is not None else None
        if compiled is None:
            return []
        signed = [Unsigned()] if compiled.editor and issue.id in theirs.edited else []
        return [*_printed(compiled, theirs), *_mentioned(compiled, theirs), *signed]

    async def _without(self, issue: Issue, changes: Sequence[Change]) -> None:
        """Let an issue say nothing of these; nothing happens where somebody else has changed it since it was read."""
        match issue.state:
            case IssueState.FROZEN:
                await self.unfreeze(issue, AUTHOR, "erased")
            case IssueState.WITHDRAWN:
                audit = Audit(AUTHOR, NoteEvent.ERASE, f"issue:{issue.id}", issue.state, issue.state)
                await self.issues.take(Step(drop_artefacts=issue.id, audits=(audit,)), self.clock.now())
            case _:
                await self.correct(issue, AUTHOR, Correction(changes))

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
        event = NoteEvent.WITHDRAW if note.state in IN_HAND else NoteEvent.CANCEL if note.state in DRAFTS else None
        gone = moved(note, event) if event else note
        audit = Audit(AUTHOR, NoteEvent.ERASE, f"note:{note.id}", note.state, NoteState.ERASED)
        notes = (NoteChange(note, gone),) if event else ()
        return Step(notes=notes, audits=(audit,), effects=tuple(self._emptied(note)))

    def _emptied(self, note: Note) -> Sequence[Effect]:
        """The card of a tombstone in the place of the note's."""
        if note.state in _UNSEEN:
            return ()
        nobody: Member | None = None
        tombstone = replace(
            as_taken(note),
            author_id=None,
            state=NoteState.ERASED,
            anonymous=True,
            urgent=False,
            joins=None,
            amends=None,
            quoted=(),
            agreement=Agreement.NOT_ASKED,
            reason=None,
        )
        empty = Revision(note.id, max(note.revision, 1), "", "", note.changed_at)
        return self.announcements.card(Written(tombstone, empty), nobody, (), None)


def _theirs(notes: Iterable[Note]) -> Theirs:
    """What issues may say of the author of these notes, as they were printed."""
    printed = list(notes)
    names = frozenset((one.label, one.byline) for one in printed if one.label and one.byline)
    return Theirs(frozenset(one.id for one in printed), names)


def _printed(issue: CompiledIssue, theirs: Theirs) -> Iterator[Change]:
    texts = (one for entry in issue.entries() for one in entry.contributions if not one.erased)
    yield from (Erased(one.note_id) for one in texts if one.note_id is not None and one.note_id in theirs.notes)


def _mentioned(issue: CompiledIssue, theirs: Theirs) -> Iterator[Change]:
    seen = (one for entry in issue.entries() for one in entry.seen_before)
    names = {(one.label.slug, author) for one in seen for author in one.authors} & theirs.names
    yield from (Unnamed(slug, author) for slug, author in sorted(names))
