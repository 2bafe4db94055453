"""A compiled issue with a bit of everything, for the tests of what is made of it."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from knowledge.weekly.compiled import (
    HEADINGS,
    CompiledIssue,
    Contribution,
    IssueEntry,
    IssueSection,
    Label,
    Reference,
    Section,
    SeenBefore,
    StoredPicture,
)
from knowledge.weekly.document import (
    CodeBlock,
    Document,
    Formula,
    FormulaBlock,
    Heading,
    Hyperlink,
    Items,
    Paragraph,
    Picture,
    Quote,
    Style,
    Styled,
    Table,
    Text,
)

PAPER: Final = "https://arxiv.org/abs/2401.00001"
NOTES: Final = "https://e.org/notes?a=1&b=2"
ARTICLE: Final = "https://mp.weixin.qq.com/s/abcdefghijklmnop"
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)
PICTURES: Final = {12: StoredPicture("image/png", PNG, 1, 1)}
NAMES: Final = {12: "pictures/12.png"}


def paragraph(*inside: Any) -> Paragraph:  # noqa: ANN401
    """A paragraph of words and other inlines."""
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inside))


def linked(words: str, url: str, number: int | None = None) -> Hyperlink:
    """Words that lead to an address."""
    return Hyperlink((Text(words),), url, number)


BODY: Final[Document] = (
    Heading(1, (Text("起因"),)),
    paragraph("先读了", linked("一篇笔记", NOTES, 2), "，再看", linked("往期文章", ARTICLE, 3), "。"),
    Heading(3, (Text("推导"),)),
    paragraph("门的值在 ", Formula(r"\sigma(x)"), " 里，", Styled(Style.STRONG, (Text("别忘了"),)), "这一点。"),
    FormulaBlock(r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t"),
    CodeBlock("for x in xs:\n    print(x <b>)", "python"),
    Items(((paragraph("一"),), (paragraph("二"), Items(((paragraph("二之一"),),)))), 3),
    Table(((Text("模型"),), (Text("分数"),)), (((Text("甲"),), (Text("0.9"),)),)),
    Quote((paragraph("原话"),)),
    Picture(12, "门的图"),
)


def entry(section: Section, position: int, title: str, *contributions: Contribution, **more: Any) -> IssueEntry:  # noqa: ANN401
    """An entry of issue 4."""
    return IssueEntry(Label(4, section, position), title, contributions, **more)


def printed_issue(**changes: Any) -> CompiledIssue:  # noqa: ANN401
    """Issue 4."""
    papers = entry(
        Section.PAPERS,
        1,
        "门为什么要两个",
        Contribution((paragraph("讲门控。"),), "小红", 1, origin="某频道"),
        Contribution((paragraph("我也读了。"),), None, 2),
        url=PAPER,
        number=1,
        paper_authors=("A. Author", "B. Author"),
        seen_before=(SeenBefore(Label(2, Section.PAPERS, 3), ("小明",)),),
    )
    study = entry(Section.STUDY, 1, "小明", Contribution(BODY, "小明", 3))
    gone = entry(Section.STUDY, 2, "小刚", Contribution((paragraph("秘密"),), "小刚", 4, erased=True))
    sections = tuple(
        IssueSection(section, HEADINGS[section], entries)
        for section, entries in ((Section.PAPERS, (papers,)), (Section.STUDY, (study, gone)))
    )
    references = (
        Reference(1, "Two Gates", PAPER),
        Reference(2, "门的笔记", NOTES),
        Reference(3, "", ARTICLE),
    )
    issue = CompiledIssue(
        4, 1, "自学周刊", dt.date(2026, 11, 21), (paragraph("这一期谈门。"),), "老王", sections, references
    )
    return replace(issue, **changes)


def one_note(body: Document, **changes: Any) -> CompiledIssue:  # noqa: ANN401
    """Issue 4 with nothing but this note."""
    study = entry(Section.STUDY, 1, "小明", Contribution(body, "小明", 3))
    sections = (IssueSection(Section.STUDY, "学习心得", (study,)),)
    return printed_issue(foreword=(), sections=sections, references=(), **changes)


TRAPS: Final = """**损失函数：**衡量误差

看https://e.org/a，很好

你好，世界！（Ａ）“引”

价格$5和$6元

上一行
下一行"""
"""Chinese text that common libraries break."""

UNBROKEN: Final = (
    "<strong>损失函数：</strong>衡量误差",
    "，很好",
    "你好，世界！（Ａ）“引”",
    "价格$5和$6元",
)
"""What stands of it in every kind of HTML."""
