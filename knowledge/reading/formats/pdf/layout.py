"""The fragments of a PDF page to lines in reading order, column by column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from knowledge.reading.formats.pdf.lines import Fragment, Line

HAN: Final = "\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef"
_HAN_END: Final = re.compile(f"[{HAN}]$")
_HAN_START: Final = re.compile(f"[{HAN}]")
_INNER_SPACE: Final = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
_BIN: Final = 2.0
_DEEPEST: Final = 3
_MARGIN: Final = 0.15
_FEWEST: Final = 5
_NARROWEST: Final = 10
_FULL: Final = 0.6
_APART: Final = 0.9
_SAME_LINE: Final = 0.5


def lines(fragments: Sequence[Fragment], page: int, depth: int = 0) -> Iterator[Line]:
    """The lines of a page: of the left column before those of the right, between the lines that span both."""
    gutter = _gutter(fragments) if depth < _DEEPEST else None
    if gutter is None:
        yield from _column(fragments, page)
        return
    zone: list[Fragment] = []
    spanning: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda one: -one.middle):
        if fragment.x0 < gutter < fragment.x1:
            yield from _sides(zone, gutter, page, depth)
            zone = []
            spanning.append(fragment)
        else:
            yield from _column(spanning, page)
            spanning = []
            zone.append(fragment)
    yield from _column(spanning, page)
    yield from _sides(zone, gutter, page, depth)


def _sides(zone: Sequence[Fragment], gutter: float, page: int, depth: int) -> Iterator[Line]:
    left = [fragment for fragment in zone if fragment.x1 <= gutter]
    right = [fragment for fragment in zone if fragment.x1 > gutter]
    if min(len(left), len(right)) < 2:  # noqa: PLR2004  a heading, or the two ends of one line
        yield from _column(zone, page)
        return
    yield from lines(left, page, depth + 1)
    yield from lines(right, page, depth + 1)


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """Where two columns of text meet: crossed by few fragments, with lines that fill their column on both sides."""
    if len(fragments) < 2 * _FEWEST:
        return None
    start, end = min(one.x0 for one in fragments), max(one.x1 for one in fragments)
    crossed = _crossings(fragments, start, end)
    inner = range(int(len(crossed) * _MARGIN), int(len(crossed) * (1 - _MARGIN)))
    best: tuple[int, int, float] | None = None
    for first, last in _gaps(crossed, inner):
        x = start + (first + last + 1) / 2 * _BIN
        if _is_gutter(fragments, x):
            candidate = (crossed[first], first - last, x)
            best = min(best, candidate) if best else candidate
    return best[2] if best else None


def _crossings(fragments: Sequence[Fragment], start: float, end: float) -> list[int]:
    steps = [0] * (int((end - start) / _BIN) + 2)
    for fragment in fragments:
        steps[int((fragment.x0 - start) / _BIN)] += 1
        steps[int((fragment.x1 - start) / _BIN) + 1] -= 1
    total = 0
    return [total := total + step for step in steps]


def _gaps(crossed: Sequence[int], inner: range) -> Iterator[tuple[int, int]]:
    """The stretches that are crossed less than what is on both sides of them."""
    first = inner.start
    for index in inner:
        if index + 1 == inner.stop or crossed[index + 1] != crossed[index]:
            before = crossed[first - 1] if first else 0
            after = crossed[index + 1] if index + 1 < len(crossed) else 0
            if crossed[index] < before and crossed[index] < after:
                yield first, index
            first = index + 1


def _is_gutter(fragments: Sequence[Fragment], x: float) -> bool:
    left = [one for one in fragments if one.x1 <= x]
    right = [one for one in fragments if one.x0 >= x]
    few = min(len(left), len(right))
    if few < _FEWEST or len(fragments) - len(left) - len(right) > few:
        return False
    size = median(one.size for one in fragments)
    sides = ((left, x - min(one.x0 for one in left)), (right, max(one.x1 for one in right) - x))
    return all(width > _NARROWEST * size and _fills(side, width) for side, width in sides)


def _fills(side: Sequence[Fragment], width: float) -> bool:
    full = sum(1 for one in side if one.x1 - one.x0 > _FULL * width)
    return 2 * full >= len(side)


def _column(fragments: Sequence[Fragment], page: int) -> Iterator[Line]:
    if not fragments:
        return
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (-one.middle, one.x0)):
        if rows and _is_beside(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    left = min(one.x0 for one in fragments)
    right = _edge(rows)
    for row in rows:
        yield _line(sorted(row, key=lambda one: one.x0), page, left, right)


def _is_beside(row: Sequence[Fragment], fragment: Fragment) -> bool:
    host = max(row, key=lambda one: one.size)
    overlap = min(host.y1, fragment.y1) - max(host.y0, fragment.y0)
    return overlap > _SAME_LINE * min(host.y1 - host.y0, fragment.y1 - fragment.y0)


def _edge(rows: Sequence[Sequence[Fragment]]) -> float:
    """The column's right edge: that of its longer lines, not of one that stands out."""
    ends = sorted(max(one.x1 for one in row) for row in rows)
    return ends[-1 - len(ends) // 20]


def _line(row: Sequence[Fragment], page: int, left: float, right: float) -> Line:
    main = max(row, key=lambda one: one.x1 - one.x0)
    return Line(
        _INNER_SPACE.sub("", _text(row)),
        row[0].x0,
        max(one.x1 for one in row),
        main.y0,
        main.y1,
        main.size,
        all(one.bold for one in row),
        all(one.fixed for one in row),
        page,
        left,
        right,
        tuple(_cells(row)),
    )


def _cells(row: Sequence[Fragment]) -> Iterator[Fragment]:
    """The fragments with those that only a change of font parts put together."""
    cell = replace(row[0])
    for before, after in pairwise(row):
        if after.x0 - before.x1 < _APART * before.size:
            cell.text, cell.x1 = _text([cell, after]), after.x1
        else:
            yield cell
            cell = replace(after)
    yield cell


def _text(row: Sequence[Fragment]) -> str:
    text = row[0].text
    for before, after in pairwise(row):
        gap = after.x0 - before.x1
        wide = gap > _APART * before.size
        han = _HAN_END.search(text) and _HAN_START.match(after.text)
        text += ("" if gap < 0.15 * before.size or (han and not wide) else " ") + after.text
    return text
