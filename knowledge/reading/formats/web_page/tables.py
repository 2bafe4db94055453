"""Tables: which hold data and which only lay out a page, and data as Markdown."""

import re
from typing import Final

from knowledge.reading.formats.web_page.tree import Element

_FEW: Final = 2
_LONG_CELL: Final = 150
_MOST_CELLS: Final = 3000
_SPACES: Final = re.compile(r"\s+")
_PARTS: Final = ("p", "div", "h1", "h2", "h3", "ul", "ol", "form", "pre", "hr")


def is_data(table: Element) -> bool:
    """Whether the cells are short values in even rows; old pages put their text into tables to place it."""
    if table.find(".//table") is not None:
        return False
    rows = _rows(table)
    widths = [len(row) for row in rows]
    if len(rows) < _FEW or max(widths, default=0) < _FEW or sum(widths) > _MOST_CELLS:
        return False
    headed = table.find(".//th") is not None
    if not headed and (len(set(widths)) > 1 or _links(table) * 2 > sum(widths)):
        return False
    longest = max((len(cell) for row in rows for cell in row), default=0)
    filled = sum(bool(cell) for row in rows for cell in row)
    return filled * 2 > sum(widths) and longest <= (_LONG_CELL * 4 if headed else _LONG_CELL)


def markdown(table: Element) -> str:
    """The rows as a table whose first row is the head."""
    rows = [row for row in _rows(table) if any(row)]
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _links(table: Element) -> int:
    return sum(1 for _ in table.iter("a"))


def _rows(table: Element) -> list[list[str]]:
    return [[_words(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]


def _words(cell: Element) -> str:
    return _SPACES.sub(" ", " ".join(cell.itertext())).strip().replace("|", "\\|")
