"""Notes on papers under labels, one part a paper: author, title in two languages, summary, links."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.records import Draft, Link

_NUMBER = re.compile(r"(?:第?0?(\d{1,2})|([一二三四五六七八九十]))[.、．]?")
_CHINESE_NUMBERS = "一二三四五六七八九十"
_PARTS_ENOUGH = 2

_AUTHOR = re.compile(r"(?:[論论]文)?(?:作者|authors?)\s*[:：]\s*(.*)", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:[論论]文)?(?:名[稱称]|[標标][題题]|[題题]目|名字|[論论]文|paper title|title)\s*[:：]\s*(.*)",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"(?:(?:[論论]文)?(?:[閱阅][讀读])?(?:[總总][結结]|筆記|笔记|摘要|[簡简]介|解[讀读]|要[點点]|[內内]容)"
    r"|summary|abstract|notes?)\s*[:：]\s*(.*)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"((?:[論论]文|代[碼码]|[項项]目|原文|github|paper|code|project|pdf|demo|blog|arxiv)"
    r"(?:地址|[鏈链連连][結结接]|主[頁页]|下[載载]|\s?links?)?)\s*[:：]?\s*(https?://\S+)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s*[(（]\s*(\d{4}[a-z]?)\s*[)）]")
_URL = re.compile(r"https?://\S+")
_HAN = re.compile("[\u3400-\u9fff]")
_TITLES = 2
_TITLE_LENGTH = 200


@dataclass(slots=True)
class _Note:
    """A paper's note while its lines are read; `label` names the link whose address is still to come."""

    author: str | None = None
    titles: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    in_summary: bool = False
    label: str = ""


def parts(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The lines of each paper's note, split at numbers that stand alone and count up.

    None where there are fewer than two or one of them names neither a title nor an author under a label.
    """
    starts = _starts(lines)
    ends = [*starts[1:], len(lines)]
    found = tuple(tuple(lines[start + 1 : end]) for start, end in zip(starts, ends, strict=False))
    if len(found) < _PARTS_ENOUGH or not all(map(_is_labelled, found)):
        return ()
    return found


def draft(part: Sequence[str], date: dt.date | None) -> Draft:
    """One paper's note as an entry: the foreign title first, its address the paper's link."""
    note = _Note()
    for line in part:
        _take(note, line)
    titles = sorted(note.titles, key=lambda title: _HAN.search(title) is not None)
    return Draft(
        title=" / ".join(titles) or (note.summary[0][:_TITLE_LENGTH] if note.summary else ""),
        text="\n\n".join(note.summary),
        author=note.author,
        date=date,
        url=note.links[0].url if note.links else None,
        links=tuple(note.links),
    )


def _starts(lines: Sequence[str]) -> list[int]:
    starts: list[int] = []
    for number, line in enumerate(lines):
        if _number(line) == len(starts) + 1:
            starts.append(number)
    return starts


def _number(line: str) -> int | None:
    found = _NUMBER.fullmatch(line)
    if not found:
        return None
    return int(found[1]) if found[1] else _CHINESE_NUMBERS.index(found[2]) + 1


def _is_labelled(part: Sequence[str]) -> bool:
    return any(_TITLE.fullmatch(line) or _AUTHOR.fullmatch(line) for line in part)


def _take(note: _Note, line: str) -> None:
    if found := _AUTHOR.fullmatch(line):
        note.author = _YEAR.sub(r" (\1)", found[1]).strip() or None
    elif found := _SUMMARY.fullmatch(line):
        note.in_summary = True
        note.summary += [found[1]] if found[1] else []
    elif _URL.fullmatch(line) or _LINK.fullmatch(line):
        _take_link(note, line)
    elif found := _TITLE.fullmatch(line):
        note.titles += [found[1]] if found[1] else []
    else:
        _take_text(note, line)


def _take_link(note: _Note, line: str) -> None:
    found = _LINK.fullmatch(line)
    if found:
        note.label = found[1].capitalize()
    address = _URL.search(line)
    if address:
        note.links.append(Link(address[0], note.label))
        note.label = ""
    note.in_summary = False


def _take_text(note: _Note, line: str) -> None:
    """Text after the links is no part of a summary that stood before them."""
    if not note.in_summary and not note.links and not note.summary and len(note.titles) < _TITLES:
        note.titles.append(line)
    elif note.in_summary or not note.links or not note.summary:
        note.summary.append(line)
