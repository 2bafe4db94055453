"""The way of every decision on an issue: plan a step, take it, and plan again where only notes have moved."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeAlias

from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.weekly.issues import Issue, IssueEvent, Step
from knowledge.weekly.lifecycles import issue as lifecycle
from knowledge.weekly.ports import Issues

_ATTEMPTS: Final = 4

Plan: TypeAlias = Callable[[], Awaitable[Step]]


async def decided(issues: Issues, clock: Clock, issue: Issue, plan: Plan) -> Issue | None:
    """The issue as it is once the step is taken; None where somebody else has changed it since it was read.

    Raises:
        TransitionRefused, IssueHindered: from the plan.
    """
    for _ in range(_ATTEMPTS):
        taken = await issues.take(await plan(), clock.now())
        if taken is not None:
            return next(one.after for one in taken.issues if one.after.id == issue.id)
        now = await issues.issue(issue.id)
        if now is None or now.version != issue.version:
            return None
    return None


def after(issue: Issue, event: IssueEvent) -> Issue:
    """The issue in the state that this leads to.

    Raises:
        TransitionRefused: it may not happen.
    """
    return replace(issue, state=lifecycle.after(issue.state, event))


def as_taken(issue: Issue) -> Issue:
    """An issue as it will be once its step is taken: what is announced names the version of then."""
    return replace(issue, version=issue.version + 1)


def audit(before: Issue, now: Issue, event: IssueEvent, actor: str, **detail: str) -> Audit:
    """What is kept of a decision on an issue."""
    return Audit(actor, event, f"issue:{before.id}", before.state, now.state, detail)
