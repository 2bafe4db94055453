"""An issue that holds the five traps of Chinese text, as it is compiled, for the renderings as text."""

import datetime as dt
from dataclasses import replace
from typing import Final

from knowledge.weekly.compiled import (
    CompiledIssue,
    Contribution,
    IssueEntry,
    IssueSection,
    Label,
    Reference,
    Section,
    SeenBefore,
)
from knowledge.weekly.document import Document
from knowledge.weekly.writing import mapped, parsed

PAPER: Final = "https://arxiv.org/abs/2106.09685"
PAGE: Final = "https://e.org/a"
WEIXIN: Final = "https://mp.weixin.qq.com/s?__biz=Mz==&mid=1&idx=2&sn=ab&chksm=c"
REFERENCES: Final = (Reference(1, "[2106.09685] 低秩", PAPER), Reference(2, "一页", PAGE), Reference(3, "", WEIXIN))

TRAPS: Final = (
    f"**损失函数：**衡量\n看{PAGE}，很好\n\n你好，世界！（Ａ）“引”\n\n价格$5和$6元，$x_1$ 是量\n\n见 {WEIXIN} 。"
)


def trapped_issue() -> CompiledIssue:
    """Two notes on a paper, notes of a week in which one member begins a line with another's name, a question."""
    return CompiledIssue(
        4,
        1,
        "机器学习周刊",
        dt.date(2026, 11, 21),
        parsed("欢迎各位。"),
        "阿编",
        (
            IssueSection(Section.PAPERS, "论文速递", (_paper(),)),
            IssueSection(Section.STUDY, "学习心得", _notes()),
            IssueSection(Section.ANSWERS, "疑问解答", (_answer(),)),
        ),
        REFERENCES,
    )


def _paper() -> IssueEntry:
    notes = (Contribution(_numbered(TRAPS), "小明"), Contribution(parsed("读不懂。"), None, 5, origin="某频道"))
    before = SeenBefore(Label(2, Section.PAPERS, 1), ("小红",))
    return IssueEntry(Label(4, Section.PAPERS, 1), "低秩微调", notes, PAPER, 1, ("A. Bee",), (before,))


def _notes() -> tuple[IssueEntry, ...]:
    texts = {
        "大煌": "大鹏说得对。\n\n# 小结\n\n- 一\n- 二\n\n![图](attachment:3)",
        "大鹏": "学了熵。",
        "匿名": "不说是谁。",
    }
    entries = [
        IssueEntry(
            Label(4, Section.STUDY, place), name, (Contribution(parsed(text), None if name == "匿名" else name, 6),)
        )
        for place, (name, text) in enumerate(texts.items(), 1)
    ]
    erased = IssueEntry(Label(4, Section.STUDY, 4), "木子", (Contribution((), erased=True),))
    return (*entries, erased)


def _answer() -> IssueEntry:
    return IssueEntry(Label(4, Section.ANSWERS, 1), "为什么要归一化？", (Contribution(parsed("为了稳定。"), "小明"),))


def _numbered(text: str) -> Document:
    numbers = {reference.url: reference.number for reference in REFERENCES}
    return mapped(parsed(text), lambda link: replace(link, number=numbers[link.url]))
