"""An issue's page, or its own export, to the issue that it is."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from knowledge.errors import SourceRefused
from knowledge.reading import formats, repair
from knowledge.reading.bullets import listed
from knowledge.reading.shapes import weekly_issue
from knowledge.records import Link, Page
from knowledge.weekly import writing
from knowledge.weekly.compiled import (
    ANONYMOUS,
    HEADINGS,
    CompiledIssue,
    Contribution,
    IssueEntry,
    IssueSection,
    Label,
    Reference,
    Section,
)
from knowledge.weekly.compiling.numbering import numbered, one_line
from knowledge.weekly.document import Block, Document, Hyperlink, Paragraph
from knowledge.weekly.history import marks

_SECTIONS: Final = (
    (Section.PAPERS, re.compile(r"论文")),
    (Section.STUDY, re.compile(r"心得|笔记|打卡|感想|体会|收获|日志")),
    (Section.OPEN_QUESTIONS, re.compile(r"待解")),
    (Section.ANSWERS, re.compile(r"疑问|问答|答疑|解答")),
    (Section.ERRATA, re.compile(r"勘误|更正")),
)
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100}


def read_issue(name: str, data: bytes) -> CompiledIssue | None:
    """The issue on a page; None where its number, day or sections cannot be found."""
    page = _page(name, data)
    issue = weekly_issue.whole(page) if page else None
    if issue is None or issue.date is None or not issue.items:
        return None
    number = number_of(issue.number)
    unnumbered = CompiledIssue(
        number=number,
        revision=1,
        name=issue.name,
        date=issue.date,
        foreword=_document(issue.foreword, issue.references),
        sections=tuple(_sections(number, issue.items, issue.references)),
    )
    listed_there = [Reference(n, one_line(one.text) or one.url, one.url) for n, one in sorted(issue.references.items())]
    return numbered(unnumbered, {}, listed_there)


def number_of(written: str) -> int:
    """A number as it is written: 12, or 十二."""
    if written.isdecimal():
        return int(written)
    value, digit = 0, 0
    for character in written:
        if character in _UNITS:
            value += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS.get(character, 0)
    return value + digit


def _page(name: str, data: bytes) -> Page | None:
    """The text of a page; none of what may run away with time or memory is read as one."""
    try:
        if formats.of(name, data).SANDBOXED:
            return None
        made = formats.read(name, data, None)
    except SourceRefused:
        return None
    return Page(made.name, repair.clean(made.text)) if isinstance(made, Page) else None


def _sections(number: int, items: Iterable[weekly_issue.Item], known: Mapping[int, Link]) -> Iterable[IssueSection]:
    by_name: dict[str, list[weekly_issue.Item]] = {}
    for item in items:
        by_name.setdefault(item.section, []).append(item)
    counted = dict.fromkeys(Section, 0)
    for name, found in by_name.items():
        section = section_of(name)
        entries = []
        for item in found:
            counted[section] += 1
            entries.append(_entry(Label(number, section, counted[section]), item, known))
        yield IssueSection(section, name, tuple(entries))


def section_of(name: str) -> Section:
    """The section that a heading stands for."""
    exact = next((section for section, heading in HEADINGS.items() if heading == name), None)
    return exact or next((section for section, words in _SECTIONS if words.search(name)), Section.RESOURCES)


def _entry(label: Label, item: weekly_issue.Item, known: Mapping[int, Link]) -> IssueEntry:
    first, raw = marks.leading(item.raw, known)
    about = first
    if about is None and label.section is Section.PAPERS:
        about = next(iter(marks.numbers(raw, known)), None)
    is_named = label.section is Section.STUDY and item.title != ANONYMOUS
    url = known[about].url if about else None
    body = tuple(one for one in _document(raw, known) if not _only_leads_to(one, url))
    return IssueEntry(label, item.title, (Contribution(body, item.title if is_named else None),), url=url)


def _only_leads_to(block: Block, url: str | None) -> bool:
    """Whether a line is nothing but the address of what its entry is about, which stands above it already."""
    match block:
        case Paragraph((Hyperlink(url=address),)):
            return address == url
        case _:
            return False


def _document(raw: str, known: Mapping[int, Link]) -> Document:
    return marks.linked(writing.parsed(_markdown(raw)), known)


def _markdown(raw: str) -> str:
    """Every line of a page that was saved as text is a paragraph or an item; Markdown is left as it is."""
    if "```" in raw or "\n\n" in raw.strip():
        return raw.strip()
    lines = listed(raw).split("\n")
    return "".join(
        line + ("\n" if line.startswith("- ") and following.startswith("- ") else "\n\n")
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )
