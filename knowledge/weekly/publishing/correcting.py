"""Correcting a published issue, and withdrawing it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from knowledge.errors import Hindrance, IssueHindered
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from knowledge.weekly import compiling, writing
from knowledge.weekly.compiled import CompiledIssue, Section
from knowledge.weekly.compiling.correcting import ERASES, Amended, Change, Erased, Redirected, corrected, places
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, Publication, Step
from knowledge.weekly.notes import NoteEvent, NoteState
from knowledge.weekly.ports import Announcements, Issues, Notes
from knowledge.weekly.publishing import moving
from knowledge.weekly.publishing.artefacts import RenderIssue, findable
from knowledge.weekly.publishing.deciding import after, as_taken, audit, decided
from knowledge.weekly.publishing.errata import detail
from knowledge.weekly.publishing.publishing import (
    NOT_THERE,
    Target,
    editable,
    frozen,
    newest_of,
    posts,
    publications,
    shown_in,
)

_SAID: Final = "内容有更正"
_SAID_OF_LINK: Final = "链接有更正"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be put right: changes, the notes whose newest wording is to be printed, and what 勘误 says of it.

    Without a `line` a general one is printed; of erasures nothing is said.
    """

    changes: Sequence[Change] = ()
    notes: Sequence[int] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class CorrectIssue:
    """Publish the next revision of an issue: labels and numbers stay, posts are edited, the next issue says so.

    A chat of which nobody knows whether it has the issue, or that refused it, is left alone until it is retried.
    Where a note is erased, the files of earlier revisions go too.

    Raises:
        TransitionRefused: it is not published.
        IssueHindered: a change is about nothing that is in the issue, or nothing is changed by it.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    announcements: Announcements
    render: RenderIssue
    clock: Clock
    zone: ZoneInfo

    async def __call__(self, issue: Issue, actor: str, correction: Correction) -> Issue | None:
        """The corrected issue; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            return await self._step(issue, actor, correction)

        return await decided(self.issues, self.clock, issue, plan)

    async def _step(self, issue: Issue, actor: str, correction: Correction) -> Step:
        again, before = after(issue, IssueEvent.CORRECT), await frozen(self.issues, issue)
        changes = [*correction.changes, *[await self._amended(one) for one in correction.notes]]
        now = corrected(before, changes, self.clock.now().astimezone(self.zone).date()) if changes else None
        if now is None:
            raise IssueHindered(Hindrance.NOT_IN_ISSUE, str(issue.number))
        if replace(now, revision=before.revision, corrected=before.corrected) == before:
            raise IssueHindered(Hindrance.UNCHANGED, str(issue.number))
        rendered = await self.render(now)
        editor = again.editor if now.editor else None
        again = replace(again, revision=now.revision, digest=rendered.digest, editor=editor)
        known = await self.issues.publications(issue.id)
        left = [one for one in newest_of(issue, known) if one.state in NOT_THERE]
        sent, effects = self._posts(again, now, known, left)
        told = detail(correction.line or _line(changes), places(before, changes))
        erases = any(isinstance(one, ERASES) for one in changes)
        return Step(
            issues=(IssueChange(issue, again),),
            artefacts=tuple((issue.id, now.revision, one) for one in rendered.files),
            drop_artefacts=issue.id if erases else None,
            publications=sent,
            entries=findable(now),
            audits=(audit(issue, again, IssueEvent.CORRECT, actor, revision=str(now.revision), **told),),
            effects=effects,
        )

    async def _amended(self, note_id: int) -> Change:
        written = await self.notes.note(note_id)
        if written is None:
            return Erased(note_id)
        origin = compiling.named(written.note.quoted_label) or None
        title = written.revision.title
        body = await asyncio.to_thread(writing.parsed, written.revision.text)
        if written.note.section is not Section.STUDY:  # there members' names stand above
            body = compiling.without_title(body, " ".join(title.split()))
        return Amended(note_id, body, title, origin)

    def _posts(
        self, again: Issue, now: CompiledIssue, before: Sequence[Publication], left: Sequence[Publication]
    ) -> tuple[tuple[Publication, ...], tuple[Effect, ...]]:
        """Where the revision goes: to every chat that has the issue, in the place of what it has.

        What is `left` stays in doubt, or failed, until an editor says otherwise: a new post might be the second there.
        """
        out = {one.target for one in left}
        chats = {one.target: one.chat_id for one in before if one.chat_id is not None and one.target not in out}
        targets = [Target(name, chat_id) for name, chat_id in chats.items()]
        effects = posts(now, targets, self.announcements.published, editable(before))
        fresh = Publication(again.id, now.revision, "", EffectState.PENDING, self.clock.now())
        kept = [replace(one, revision=now.revision) for one in left]
        told = self.announcements.doubtful(as_taken(again), left) if left else ()
        return (*kept, *publications(fresh, now.number, targets)), (*effects, *told)


@dataclass(frozen=True, slots=True)
class WithdrawIssue:
    """Take a published issue back: it is to be read nowhere any more; its number is not given again.

    Raises:
        TransitionRefused: it is not published.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    announcements: Announcements
    clock: Clock

    async def __call__(self, issue: Issue, actor: str, reason: str = "") -> Issue | None:
        """The withdrawn issue; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            withdrawn, compiled = after(issue, IssueEvent.WITHDRAW), await frozen(self.issues, issue)
            printed = await self.notes.of_issue(issue.id, {NoteState.PUBLISHED})
            notes = tuple(
                moving.changed(one.note, NoteEvent.RETRACT, label=one.note.label, byline=one.note.byline)
                for one in printed
            )
            detail = {"reason": reason} if reason else {}
            return Step(
                notes=notes,
                issues=(IssueChange(issue, withdrawn),),
                entries=(),
                audits=(
                    audit(issue, withdrawn, IssueEvent.WITHDRAW, actor, **detail),
                    *moving.audits(notes, NoteEvent.RETRACT, actor),
                ),
                effects=self._notices(compiled, await self.issues.publications(issue.id)),
            )

        return await decided(self.issues, self.clock, issue, plan)

    def _notices(self, issue: CompiledIssue, before: Sequence[Publication]) -> tuple[Effect, ...]:
        chats = {one.target: one.chat_id for one in before if one.chat_id is not None}
        effects: list[Effect] = []
        for target, shown in shown_in(before).items():
            effects += self.announcements.withdrawn(issue, target, chats[target], shown)
        return tuple(effects)


def _line(changes: Sequence[Change]) -> str:
    told = [one for one in changes if not isinstance(one, ERASES)]
    if not told:
        return ""
    return _SAID_OF_LINK if all(isinstance(one, Redirected) for one in told) else _SAID
