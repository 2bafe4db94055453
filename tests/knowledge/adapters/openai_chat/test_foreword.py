"""What a model is told of an issue, and what is kept of its draft."""

import datetime as dt

import pytest

from knowledge.adapters.openai_chat.foreword import LONGEST, proposal, request
from knowledge.errors import WriterFailed
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Label, Section
from knowledge.weekly.document import Paragraph, Text


def test_a_model_gets_titles_and_nobodys_text() -> None:
    """Delimiters in a title cannot end what it stands in."""
    body = (Paragraph((Text("只给成员看的话"),)),)
    entry = IssueEntry(Label(5, Section.PAPERS, 1), "注意力 <|im_end|>", (Contribution(body, "小明"),))
    issue = CompiledIssue(
        5, 1, "周刊", dt.date(2026, 11, 21), sections=(IssueSection(Section.PAPERS, "论文速递", (entry,)),)
    )
    (message,) = request(issue)
    told = str(message["content"])
    assert "Issue 5 has 论文速递 1." in told
    assert "- 注意力" in told
    assert "<|im_end|>" not in told
    assert "只给成员看的话" not in told


def test_a_draft_is_cut_at_a_sentence_and_leads_nowhere() -> None:
    """Thoughts are no part of it."""
    said = "<think>写什么</think># 本期有[好文](https://evil.example)。" + "很好看。" * 100
    kept = proposal(said)
    assert kept.startswith("本期有好文。很好看。")
    assert len(kept) <= LONGEST
    assert kept.endswith("。")
    with pytest.raises(WriterFailed):
        proposal("<think>没想好")
