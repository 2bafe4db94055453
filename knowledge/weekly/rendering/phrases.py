"""What the weekly, which is in Chinese, says of entries and their authors in its renderings as text."""

import datetime as dt
from typing import Final

from knowledge.weekly.compiled import ANONYMOUS, CompiledIssue, IssueEntry, Section, SeenBefore

ERASED: Final = "（应作者要求删除）"
FOREWORD: Final = "刊首语"
CONTENTS: Final = "本期内容"
REFERENCES: Final = "References"


def heading(entry: IssueEntry) -> str:
    """What an entry is called in the contents and above itself: a note of the week by its author."""
    if entry.label.section is not Section.STUDY or not entry.contributions:
        return entry.title
    names = dict.fromkeys(one.byline for one in entry.contributions)
    return "、".join(filter(None, names)) or entry.title or ANONYMOUS


def seen(before: SeenBefore) -> str:
    """「第 7 期 小明也读过」."""
    return f"第 {before.label.issue} 期 {before.readers}也读过"


def address_words(entry: IssueEntry) -> str:
    """What the link to what an entry is about is called."""
    return "论文地址" if entry.label.section is Section.PAPERS else "原文链接"


def names_authors(entry: IssueEntry) -> bool:
    """Whether a name stands above each text: where it does not stand above the entry already."""
    return entry.label.section not in {Section.STUDY, Section.OPEN_QUESTIONS, Section.ERRATA}


def imprint(issue: CompiledIssue) -> str:
    """The day of an issue, who edited it, and when it was corrected."""
    parts = [issue.date.isoformat()]
    if issue.editor:
        parts.append(f"本期主编：{issue.editor}")
    if issue.corrected:
        parts.append(f"{_day(issue.corrected)}更正")
    return " · ".join(parts)


def _day(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
