"""Recording where the WeChat article of an issue stands, once an editor has sent it."""

from dataclasses import dataclass, replace
from typing import Final

from knowledge.errors import KnowledgeError
from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.weekly.issues import Issue, IssueChange, Step
from knowledge.weekly.ports import Issues
from knowledge.weekly.rendering.wechat_blocks import is_wechat

_LONGEST: Final = 1000


class ArticleRefused(KnowledgeError):
    """This is no address of a WeChat article."""


@dataclass(frozen=True, slots=True)
class RecordArticle:
    """Keeps the address with the issue."""

    issues: Issues
    clock: Clock

    async def __call__(self, issue: Issue, address: str, actor: str) -> Issue | None:
        """The issue as it is then; None where somebody else has changed it since it was read.

        Raises:
            ArticleRefused: the address does not begin with https://mp.weixin.qq.com/.
            LibraryUnavailable: nothing is recorded.
        """
        address = address.strip()
        if len(address) > _LONGEST or not is_wechat(address) or not address.startswith("https:"):
            raise ArticleRefused
        after, now = replace(issue, article_url=address), self.clock.now()
        audit = Audit(
            actor, "article", f"issue:{issue.id}", issue.state.value, issue.state.value, {"address": address}, now
        )
        taken = await self.issues.take(Step(issues=(IssueChange(issue, after),), audits=(audit,)), now)
        return taken.issues[0].after if taken is not None else None
