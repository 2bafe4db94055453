"""Lists whose bullets were lost or run together when a page was saved as text."""

import re
from collections.abc import Iterator
from typing import Final

_STARTS: Final = re.compile(r"[ \t]*(?:[?•·●▪◦■◆○►]|[*+-](?=\s))[ \t]*(?=\S)")
_ANY: Final = re.compile(r"[?•●▪◦■◆►]")
_ASKS: Final = re.compile(r"什么|如何|怎么|怎样|为何|是否|哪|几|多少|吗|呢|么|谁")
_CLAUSE: Final = re.compile(r"[^,。;!?,。;！？：:]*$")
_NUMBERED: Final = re.compile(r"(?<![\d.A-Za-z])(\d{1,2})[.、)](?![\d.])")
_LEAST_NUMBERED: Final = 3


def parted(line: str, following: str) -> list[str]:
    """The items of a contents line such as `?one?two`; none where the line does not begin with a bullet.

    A lost bullet reads `?`, as does a question mark: items that stand together in the following text are one.
    """
    start = _STARTS.match(line)
    if start is None:
        return []
    body = re.sub(r"\s+", "", following)
    items: list[str] = []
    for part in _ANY.split(line[start.end() :].strip().strip("*")):
        piece = part.strip()
        if not piece and items and not items[-1].endswith("?"):
            items[-1] += "?"
        elif piece and items and re.sub(r"\s+", "", f"{items[-1].rstrip('?')}?{piece}") in body:
            items[-1] = f"{items[-1].rstrip('?')}?{piece}"
        elif piece:
            items.append(piece)
    return items


def listed(text: str) -> str:
    """The text with a line `- ` for each bullet and one for each number of a list that was run together."""
    return "\n".join(_line(line) for line in text.split("\n") if line.strip())


def _line(line: str) -> str:
    line = line.strip()
    if line.startswith(("?", "•", "●", "▪", "◦", "■", "◆", "►")):
        return "\n".join(f"- {item}" for item in _bulleted(line))
    return _numbered(line)


def _bulleted(line: str) -> Iterator[str]:
    start = 1
    for match in _ANY.finditer(line, 1):
        if match[0] == "?" and _is_question_mark(line, start, match.start()):
            continue
        if item := line[start : match.start()].strip():
            yield item
        start = match.end()
    if item := line[start:].strip():
        yield item


def _is_question_mark(line: str, start: int, position: int) -> bool:
    following = line[position + 1 : position + 2]
    if following in {"", "?"}:
        return True
    clause = _CLAUSE.search(line, max(start, position - 60), position)
    return clause is not None and _ASKS.search(clause[0]) is not None


def _numbered(line: str) -> str:
    expected, ends = 1, []
    for match in _NUMBERED.finditer(line):
        if int(match[1]) == expected:
            ends.append(match.start())
            expected += 1
    if len(ends) < _LEAST_NUMBERED or ends[0] != 0:
        return line
    return "\n".join(line[a:b].strip() for a, b in zip(ends, [*ends[1:], len(line)], strict=True))
