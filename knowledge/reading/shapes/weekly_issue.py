"""An issue of a study group's weekly: sections of papers, members' notes and Q&As, listed in its contents."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from knowledge.reading import references
from knowledge.reading.bullets import listed, parted
from knowledge.records import Draft, Link, Page, Reading

NAME: Final = "weekly_issue"

_ISSUE: Final = re.compile(
    r"(?:^|[^\S\n]{2})[#*\s《]*(?P<name>[^\s#*《:：](?:[^\n|》:：\s]|[^\S\n](?=\S)){0,30}?(?:周刊|周报|月刊|月报))"
    r"[》*\s:：|·—-]*"
    r"第\s*(?P<number>[0-9一二三四五六七八九十百零〇两]+)\s*期",
    re.MULTILINE,
)
_DATE: Final = re.compile(r"(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})")
_CONTENTS: Final = re.compile(r"^[#*\s【]*(?:本期内容|本期目录|本期看点|内容目录|目录)[】*:：]*[ \t]*", re.MULTILINE)
_FOREWORD: Final = re.compile(r"^[#*\s【]*(?:刊首语|卷首语|刊首寄语|前言)[】*:：]*[ \t]*", re.MULTILINE)
_END: Final = re.compile(
    r"^[#*\s]*(?:上一?期内容|往期|references\b|参考(?:资料|链接|文献)|关于(?:本站|我们|本刊)|加入我们"
    r"|[^\n]{0,20}(?:公众号|微信号|后台)[^\n]{0,6}(?:回复|留言)|[^\n]{0,6}投稿)[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_NOTES: Final = re.compile(r"心得|笔记|打卡|感想|体会|收获|日志")
_HEAD: Final = 1500
_LONGEST_SECTION: Final = 20


class Item(NamedTuple):
    """One entry as it stands on the page, with its `[n]` marks, below which section, and what it is called there."""

    section: str
    title: str
    raw: str


class Issue(NamedTuple):
    """A whole issue as it stands on the page; `number` is as it is written there, `foreword` may be empty."""

    name: str
    number: str
    date: dt.date | None
    foreword: str
    items: tuple[Item, ...]
    references: dict[int, Link]


class _Section(NamedTuple):
    """A section of the contents, with the titles or member names that stand below it."""

    name: str
    items: tuple[str, ...]


def score(page: Page) -> float:
    """Certain where an issue's number stands at the top and the contents list what follows in the text."""
    if "期" not in page.text[:_HEAD] or not (_CONTENTS.search(page.text) and _ISSUE.search(page.text, 0, _HEAD)):
        return 0.0
    sections, body = _contents(page.text)
    return 0.95 if sum(1 for _ in _items(sections, body)) > 1 else 0.0


def read(page: Page) -> Reading:
    """An entry for each title and each member's name of the contents, in the order of the page."""
    issue = _ISSUE.search(page.text, 0, _HEAD)
    title = f"{issue['name'].strip()} 第{issue['number']}期" if issue else "周刊"
    date = _date(page.text[:_HEAD])
    known = references.listed(page.text)
    entries = [_draft(section, item, raw, known, date) for section, item, raw in _items(*_contents(page.text))]
    return Reading(NAME, title, tuple(entry for entry in entries if entry.text), date, page.url)


def whole(page: Page) -> Issue | None:
    """The issue with what its entries leave out: number, foreword, marks and references; None where it is none."""
    issue, contents = _ISSUE.search(page.text, 0, _HEAD), _CONTENTS.search(page.text)
    if issue is None or contents is None:
        return None
    said = _FOREWORD.search(page.text, issue.end(), contents.start())
    foreword = page.text[said.end() : contents.start()].strip() if said else ""
    items = tuple(Item(section.name, item, raw) for section, item, raw in _items(*_contents(page.text)))
    date, known = _date(page.text[:_HEAD]), references.listed(page.text)
    return Issue(issue["name"].strip(), issue["number"], date, foreword, items, known)


def _date(head: str) -> dt.date | None:
    for match in _DATE.finditer(head):
        try:
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    return None


def _contents(text: str) -> tuple[list[_Section], str]:
    """The sections that the contents list, and the text below the contents."""
    match = _CONTENTS.search(text)
    if match is None:
        return [], ""
    sections: list[tuple[str, list[str]]] = []
    position = match.end()
    for line in text[position:].splitlines(keepends=True):
        items = parted(line, text[position + len(line) :])
        name = re.sub(r"[\s#*【】:：]+", "", line)
        if items and sections:
            sections[-1][1].extend(items)
        elif name and (len(name) > _LONGEST_SECTION or (sections and name.startswith(sections[0][0]))):
            break
        elif name:
            sections.append((name, []))
        position += len(line)
    return [_Section(name, tuple(items)) for name, items in sections if items], text[position:]


def _items(sections: list[_Section], body: str) -> Iterator[tuple[_Section, str, str]]:
    """Each section's items as the body words them, with the raw text below each."""
    starts = list(_starts(sections, body))
    if not starts:
        return
    ends = [*(start for _, start, _ in starts[1:]), _end(body, starts)]
    for (section, _, start), end in zip(starts, ends, strict=True):
        stretch = body[start:end]
        marks = list(_anchors(section.items, stretch))
        for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(stretch)], strict=False):
            yield section, mark["item"].strip(), stretch[mark.end() : after]


def _starts(sections: list[_Section], body: str) -> Iterator[tuple[_Section, int, int]]:
    """Each section that the body has, where its heading begins and ends."""
    position = 0
    for section in sections:
        match = re.compile(rf"^[#*\s【]*{_loose(section.name)}[】*:：]*", re.MULTILINE).search(body, position)
        if match:
            position = match.end()
            yield section, match.start(), position


def _end(body: str, starts: list[tuple[_Section, int, int]]) -> int:
    match = _END.search(body, starts[-1][2])
    return match.start() if match else len(body)


def _anchors(items: tuple[str, ...], stretch: str) -> Iterator[re.Match[str]]:
    """Where each item begins: as a heading, or at the start of a line, or after a sentence; never in a longer item."""
    position = 0
    for item in items:
        longer = "|".join(_loose(other) for other in items if other != item and other.startswith(item))
        found = rf"[#*·\s\d.、]{{0,9}}(?!{longer or '(?!)'})(?P<item>{_loose(item)})[*:：]*"
        heading = rf"^#{{1,6}}[ \t]+(?P<item>{_loose(item)})[*:：]*[ \t]*$"
        for pattern in (heading, f"^{found}", rf"(?<=[。!?！?;;)）\]]){found}"):
            match = re.compile(pattern, re.MULTILINE | re.IGNORECASE).search(stretch, position)
            if match:
                yield match
                position = match.end()
                break


def _loose(words: str) -> str:
    """A pattern for words whose spacing may differ between the contents and the text."""
    return r"\s*".join(re.escape(character) for character in words if not character.isspace())


def _draft(section: _Section, item: str, raw: str, known: dict[int, Link], date: dt.date | None) -> Draft:
    text, links = references.resolved(raw, known)
    is_note = _NOTES.search(section.name) is not None
    return Draft(
        title=f"{item}的{section.name}" if is_note else item,
        text=listed(text),
        section=section.name,
        author=item if is_note else None,
        date=date,
        url=links[0].url if links and (len(links) == 1 or not is_note) else None,
        links=links,
    )
