"""What editors set of an issue itself: its foreword and who is on duty."""

from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.records import CLOCK, Audit
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, Step
from knowledge.weekly.lifecycles import issue as lifecycle
from knowledge.weekly.notes import LONGEST_TEXT
from knowledge.weekly.ports import Issues
from knowledge.weekly.reviewing.outcomes import Obstacle, ReviewRefused
from knowledge.weekly.writing import illustrated


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to be set; None leaves it as it is. With `take_proposal` the foreword is what was proposed for it."""

    foreword: str | None = None
    editor: str | None = None
    take_proposal: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """An issue as it is then; `by` is who had changed it before, None where this did it."""

    issue: Issue
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ArrangeIssue:
    """Sets what is not a note."""

    issues: Issues
    clock: Clock

    async def __call__(self, issue_id: int, version: int, arrangement: Arrangement, actor: str) -> Arranged | None:
        """The issue as it is then; None where there is none.

        Raises:
            TransitionRefused: its state does not allow that.
            ReviewRefused: there is no proposal, or the foreword is too long.
        """
        issue = await self.issues.issue(issue_id)
        if issue is None:
            return None
        if issue.version == version and await self.issues.take(_step(issue, arrangement, actor), self.clock.now()):
            return Arranged(await self.issues.issue(issue_id) or issue)
        audits = await self.issues.audits(f"issue:{issue_id}")
        return Arranged(await self.issues.issue(issue_id) or issue, audits[-1].actor if audits else CLOCK)


def _step(issue: Issue, arrangement: Arrangement, actor: str) -> Step:
    state = lifecycle.after(issue.state, IssueEvent.ARRANGE)
    if arrangement.take_proposal and not issue.proposal:
        raise ReviewRefused(Obstacle.NO_PROPOSAL)
    foreword = issue.proposal if arrangement.take_proposal else arrangement.foreword
    foreword = None if foreword is None else illustrated(foreword, ())
    if foreword is not None and len(foreword) > LONGEST_TEXT:
        raise ReviewRefused(Obstacle.TOO_LONG)
    after = replace(
        issue,
        state=state,
        foreword=issue.foreword if foreword is None else foreword,
        editor=issue.editor if arrangement.editor is None else arrangement.editor,
    )
    what = "foreword" if foreword is not None else "editor"
    audit = Audit(actor, IssueEvent.ARRANGE, f"issue:{issue.id}", issue.state, state, {"set": what})
    return Step(issues=(IssueChange(issue, after),), audits=(audit,))
