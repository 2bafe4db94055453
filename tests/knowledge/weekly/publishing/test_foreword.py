"""Proposals for a foreword."""

from dataclasses import replace

import pytest

from knowledge.errors import TransitionRefused, WriterFailed
from knowledge.weekly.compiled import CompiledIssue
from tests.knowledge.weekly.publishing.conftest import Desk


class Model:
    """A `ForewordWriter` that proposes, or fails."""

    def __init__(self, proposal: str) -> None:
        self.proposal = proposal

    async def propose(self, issue: CompiledIssue) -> str:
        """The proposal."""
        if not self.proposal:
            raise WriterFailed("cut off")
        return f"{self.proposal}{len(issue.entries())}"


async def test_a_proposal_stands_nowhere_until_it_is_taken(desk: Desk) -> None:
    """The model's, or where there is none or it fails, a sentence from the issue's numbers."""
    issue = await desk.in_review()
    proposals = []
    for writer in (Model("写了"), Model(""), None):
        propose = replace(desk.weekly.propose_foreword, writer=writer)
        now = await propose(await desk.now(issue), "7")
        assert now is not None
        proposals.append(now.proposal)
        assert now.foreword == ""
    assert proposals == ["写了3", "本期收录了 3 位成员的学习心得。", "本期收录了 3 位成员的学习心得。"]
    assert (await desk.weekly.draft_issue(await desk.now(issue))).foreword == ()
    frozen = await desk.weekly.freeze_issue(await desk.now(issue), "7")
    assert frozen is not None
    with pytest.raises(TransitionRefused):
        await desk.weekly.propose_foreword(frozen, "7")
