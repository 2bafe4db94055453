"""Settling what is being published: publications follow the outbox, and the issue follows its publications."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.ports import Clock
from knowledge.records import CLOCK
from knowledge.spine.outbox import EffectState, Kept, Outbox
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, IssueState, Publication, Step
from knowledge.weekly.ports import Announcements, Issues
from knowledge.weekly.publishing.deciding import after, as_taken, audit
from knowledge.weekly.publishing.ingesting import IngestIssue, is_level
from knowledge.weekly.publishing.publishing import newest_of

_FREED_AFTER: Final = dt.timedelta(seconds=300)
"""What has been on its way for so long was left by a process that is dead."""

_WATCHED: Final = dt.timedelta(days=7)
"""So long what a correction sends to chats is followed."""

_ON_ITS_WAY: Final = frozenset({EffectState.PENDING, EffectState.SENDING})
_BAD: Final = frozenset({EffectState.FAILED, EffectState.UNCERTAIN})
_STATES: Final = (
    IssueState.PUBLISHING,
    IssueState.PARTIAL,
    IssueState.PUBLISHED,
    IssueState.CORRECTED,
    IssueState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class SettlePublications:
    """Bring publications level with the outbox, issues with their publications, and the library with both.

    Safe to be run by several processes and at any time: it only notes what is so. Nothing is ever sent again here.

    Raises:
        LibraryUnavailable: the database cannot be reached or written; the rest is done the next time.
    """

    issues: Issues
    outbox: Outbox
    announcements: Announcements
    ingest: IngestIssue
    clock: Clock

    async def __call__(self) -> list[Issue]:
        """The issues of which anything was noted, as they are then."""
        settled = []
        for issue in await self.issues.issues(_STATES):
            now = await self._settled(issue) if self._is_watched(issue) else issue
            if not is_level(now):
                now = await self.ingest(now) or now
            if now is not issue:
                settled.append(now)
        return settled

    def _is_watched(self, issue: Issue) -> bool:
        if issue.state in {IssueState.PUBLISHING, IssueState.PARTIAL}:
            return True
        return issue.state is IssueState.CORRECTED and issue.changed_at > self.clock.now() - _WATCHED

    async def _settled(self, issue: Issue) -> Issue:
        """The issue as it is once what the outbox says is noted."""
        before = newest_of(issue, await self.issues.publications(issue.id))
        known = await self.outbox.by_keys([one.effect_key for one in before if one.effect_key])
        now = [self._level(one, known) for one in before]
        moved = tuple(one for one, was in zip(now, before, strict=True) if one != was)
        event = _event(issue, now, moved)
        if event is None and not moved:
            return issue
        step = Step(publications=moved) if event is None else self._step(issue, event, now, moved)
        taken = await self.issues.take(step, self.clock.now())
        return next((one.after for one in taken.issues), issue) if taken else issue

    def _step(
        self, issue: Issue, event: IssueEvent, now: Sequence[Publication], moved: tuple[Publication, ...]
    ) -> Step:
        changed = after(issue, event)
        bad = [one for one in now if one.state in _BAD]
        announced = as_taken(changed)
        effects = (
            self.announcements.doubtful(announced, bad)
            if event is IssueEvent.FAIL
            else self.announcements.finished(announced, now)
        )
        told = audit(issue, changed, event, CLOCK, **({"targets": " ".join(one.target for one in bad)} if bad else {}))
        return Step(issues=(IssueChange(issue, changed),), publications=moved, audits=(told,), effects=tuple(effects))

    def _level(self, publication: Publication, known: Mapping[str, Kept]) -> Publication:
        """A publication as the outbox knows it."""
        if publication.effect_key is None:
            return publication
        kept, now = known.get(publication.effect_key), self.clock.now()
        if kept is None:
            is_lost = publication.state in _ON_ITS_WAY
            return replace(publication, state=EffectState.UNCERTAIN, reason="forgotten") if is_lost else publication
        if kept.state is EffectState.SENDING and _is_left(publication, now):
            return replace(publication, state=EffectState.UNCERTAIN, reason="abandoned")
        if kept.state is publication.state:
            return publication
        message = kept.message_id or publication.message_id
        return replace(publication, state=kept.state, message_id=message, reason=kept.reason, changed_at=now)


def _is_left(publication: Publication, now: dt.datetime) -> bool:
    """Whether a process that is dead was sending this; once found to be so, it is so until the outbox knows better."""
    if publication.state is EffectState.UNCERTAIN:
        return True
    return publication.state is EffectState.SENDING and publication.changed_at + _FREED_AFTER <= now


def _event(issue: Issue, now: Sequence[Publication], moved: Sequence[Publication]) -> IssueEvent | None:
    """What has become of an issue: nothing as long as anything is on its way."""
    states = {one.state for one in now}
    if states & _ON_ITS_WAY:
        return None
    if issue.state is IssueState.CORRECTED:  # it stays so; editors are told of what went wrong, once
        return IssueEvent.FAIL if any(one.state in _BAD for one in moved) else None
    if not states & _BAD:
        return IssueEvent.FINISH
    return IssueEvent.FAIL if issue.state is IssueState.PUBLISHING else None
