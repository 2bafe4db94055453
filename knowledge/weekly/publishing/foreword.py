"""A proposal for an issue's foreword, by a model or from the issue's numbers; editors take it or leave it."""

from dataclasses import dataclass, replace

from knowledge.errors import WriterFailed
from knowledge.ports import Clock
from knowledge.weekly.compiled import CompiledIssue, Section
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, Step
from knowledge.weekly.ports import ForewordWriter, Issues
from knowledge.weekly.publishing.deciding import after, audit, decided
from knowledge.weekly.publishing.drafting import DraftIssue

_COUNTED = {
    Section.PAPERS: "{} 篇论文",
    Section.STUDY: "{} 位成员的学习心得",
    Section.ANSWERS: "{} 个疑问的解答",
    Section.RESOURCES: "{} 份资料",
}


@dataclass(frozen=True, slots=True)
class ProposeForeword:
    """Keep a proposal for the foreword of an issue, which stands nowhere until an editor takes it.

    Raises:
        TransitionRefused: the issue is frozen already.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    draft: DraftIssue
    writer: ForewordWriter | None
    clock: Clock

    async def __call__(self, issue: Issue, actor: str) -> Issue | None:
        """The issue with its proposal; None where somebody else has changed it since it was read."""
        arranged = after(issue, IssueEvent.ARRANGE)
        proposal, source = await self._proposed(await self.draft(issue))

        async def plan() -> Step:
            proposed = replace(arranged, proposal=proposal)
            told = audit(issue, proposed, IssueEvent.ARRANGE, actor, set="proposal", source=source)
            return Step(issues=(IssueChange(issue, proposed),), audits=(told,))

        return await decided(self.issues, self.clock, issue, plan)

    async def _proposed(self, issue: CompiledIssue) -> tuple[str, str]:
        """A proposal, and where it is from."""
        if self.writer is not None:
            try:
                return await self.writer.propose(issue), "model"
            except WriterFailed:
                pass
        return by_numbers(issue), "numbers"


def by_numbers(issue: CompiledIssue) -> str:
    """A sentence that says what an issue has."""
    counts = [_COUNTED[one.section].format(len(one.entries)) for one in issue.sections if one.section in _COUNTED]
    open_questions = sum(len(one.entries) for one in issue.sections if one.section is Section.OPEN_QUESTIONS)
    told = f"本期收录了 {'、'.join(counts)}。" if counts else "本期还没有收录内容。"
    return told + (f"还有 {open_questions} 个待解之问，等你来答。" if open_questions else "")
