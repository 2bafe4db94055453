"""What of the archive may be read, and what of it is worth keeping at hand."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from bot.web.archive.responses import Refused, missing
from knowledge.weekly.compiled import Artefact, CompiledIssue
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.lifecycles.issue import READABLE
from knowledge.weekly.ports import Archive, Issues

_AT_HAND: Final = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads published issues; frozen revisions never change, so that the newest are kept parsed."""

    issues: Issues
    archive: Archive
    _compiled: dict[tuple[int, int, str | None], CompiledIssue] = field(default_factory=dict)

    async def issue(self, number: int) -> Issue:
        """A published issue.

        Raises:
            Refused: there is none, or it was withdrawn.
        """
        issue = await self.issues.numbered(number)
        if issue is not None and issue.state is IssueState.WITHDRAWN:
            raise Refused(HTTPStatus.GONE, f"第 {number} 期已撤回", "这一期出刊后被编辑撤回，不再提供阅读。")
        if issue is None or issue.state not in READABLE:
            raise missing()
        return issue

    async def artefact(self, number: int, name: str) -> Artefact:
        """A file of an issue.

        Raises:
            Refused: there is none.
        """
        found = await self.issues.artefact(number, name)
        if found is None:
            raise missing()
        return found

    async def compiled(self, issue: Issue) -> CompiledIssue:
        """The newest revision of an issue.

        Raises:
            Refused: nothing of it is frozen.
        """
        assert issue.number is not None  # noqa: S101  it is published
        key = (issue.number, issue.revision, issue.digest)
        if key not in self._compiled:
            found = await self.issues.compiled(issue.number)
            if found is None:
                raise missing()
            if len(self._compiled) >= _AT_HAND:
                self._compiled.clear()
            self._compiled[key] = found
        return self._compiled[key]
