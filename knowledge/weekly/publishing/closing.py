"""Closing an issue for review, opening it again, and skipping it."""

import asyncio
import datetime as dt
from dataclasses import dataclass

from knowledge.ports import Clock
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, IssueState, Step
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.ports import Announcements, Issues, Members, Notes
from knowledge.weekly.publishing import moving
from knowledge.weekly.publishing.deciding import after, as_taken, audit, decided


@dataclass(frozen=True, slots=True)
class SkipIssue:
    """Let an issue fall out: its notes stand in the open one, which is created where this was it.

    Raises:
        TransitionRefused: it is neither open nor in review.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    clock: Clock

    async def __call__(self, issue: Issue, actor: str) -> Issue | None:
        """The skipped issue; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            return await self.step(issue, actor)

        return await decided(self.issues, self.clock, issue, plan)

    async def step(self, issue: Issue, actor: str) -> Step:
        """What skipping changes."""
        skipped, now = after(issue, IssueEvent.SKIP), self.clock.now()
        notes = await self.notes.of_issue(issue.id, IN_HAND)
        told = audit(issue, skipped, IssueEvent.SKIP, actor, notes=str(len(notes)))
        if issue.state is IssueState.OPEN:
            changes = (IssueChange(issue, skipped), _opened(now))
            return Step(moving.over(notes, moving.SECOND_NEW), changes, audits=(told,))
        younger = await self.issues.open(now)
        return Step(moving.over(notes, younger.id), (IssueChange(issue, skipped),), audits=(told,))


@dataclass(frozen=True, slots=True)
class CloseIssue:
    """Close the open issue for review and open the next; with fewer than `least` notes it is skipped instead.

    Raises:
        TransitionRefused: it is not open.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    announcements: Announcements
    clock: Clock
    skip: SkipIssue
    least: int
    members: Members

    async def __call__(self, issue: Issue, actor: str) -> Issue | None:
        """The issue in review, or skipped; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            return await self._step(issue, actor)

        return await decided(self.issues, self.clock, issue, plan)

    async def notes_of(self, skipped: Issue) -> int:
        """How many notes there were when an issue was skipped, as its audits say."""
        audits = await self.issues.audits(f"issue:{skipped.id}")
        return next((int(one.detail.get("notes", "0")) for one in reversed(audits) if one.event == IssueEvent.SKIP), 0)

    async def _step(self, issue: Issue, actor: str) -> Step:
        closed = after(issue, IssueEvent.CLOSE)
        notes = await self.notes.of_issue(issue.id, IN_HAND)
        if len(notes) < self.least:
            return await self.skip.step(issue, actor)
        members = await self.members.members()
        told = await asyncio.to_thread(self.announcements.closed, as_taken(closed), notes, members)
        return Step(
            issues=(IssueChange(issue, closed), _opened(self.clock.now())),
            audits=(audit(issue, closed, IssueEvent.CLOSE, actor, notes=str(len(notes))),),
            effects=tuple(told),
        )


@dataclass(frozen=True, slots=True)
class ReopenIssue:
    """Open an issue in review again: the one that was opened after it is skipped, and its notes come over.

    Raises:
        TransitionRefused: it is not in review.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    clock: Clock

    async def __call__(self, issue: Issue, actor: str) -> Issue | None:
        """The open issue; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            reopened, younger = after(issue, IssueEvent.REOPEN), await self.issues.open(self.clock.now())
            skipped = after(younger, IssueEvent.SKIP)
            notes = await self.notes.of_issue(younger.id, IN_HAND)
            return Step(
                notes=moving.over(notes, issue.id),
                issues=(IssueChange(younger, skipped), IssueChange(issue, reopened)),
                audits=(
                    audit(younger, skipped, IssueEvent.SKIP, actor),
                    audit(issue, reopened, IssueEvent.REOPEN, actor),
                ),
            )

        return await decided(self.issues, self.clock, issue, plan)


def _opened(now: dt.datetime) -> IssueChange:
    return IssueChange(None, Issue(0, IssueState.OPEN, now, now))
