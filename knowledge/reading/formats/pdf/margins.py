"""Running headers, footers and page numbers of a PDF, which are no part of its text."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from knowledge.reading.formats.pdf.lines import Line

_OUTERMOST: Final = 3
_ZONE: Final = 0.14
_LONGEST: Final = 200
_SEVERAL: Final = 3
_DIGITS: Final = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|p\.)\s*)?(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页)?(?:\s*(?:/|of|，?共)\s*\d{1,4}\s*页?)?\W*",
    re.IGNORECASE,
)
_LEADERS: Final = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)$|…{2,}\s*\d+$|·{4,}\s*\d+$")

_NUMBERS: Final = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")

Key = tuple[str, int]


def without(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without lines at their top or bottom that say the same on others, numbers aside, or a number alone.

    The lines of a table of contents, which end in dots and a page number, go too.
    """
    outer = [_outer(page, height) for page, height in zip(pages, heights, strict=True)]
    offset = _offset(outer)
    counts = Counter(key for page in outer for key in {_key(line) for line in page})
    enough = min(_SEVERAL, max(2, len(pages)))
    return [
        [
            line
            for line in page
            if not (
                _LEADERS.search(line.text[-_LONGEST:])
                or (_among(line, edge) and (_repeats(line, counts, enough) or offset in _offsets(line)))
            )
        ]
        for page, edge in zip(pages, outer, strict=True)
    ]


def _outer(page: Sequence[Line], height: float) -> list[Line]:
    """The few lines nearest to the top and to the bottom, as far as they are in the margins' zone."""
    ordered = sorted(page, key=lambda line: line.y0)
    low = [line for line in ordered[:_OUTERMOST] if line.y0 < _ZONE * height]
    high = [line for line in ordered[-_OUTERMOST:] if line.y1 > (1 - _ZONE) * height]
    return low + high


def _key(line: Line) -> Key:
    return _DIGITS.sub("#", line.text.lower()).replace(" ", ""), round(line.y0 / 4)


def _among(line: Line, outer: Sequence[Line]) -> bool:
    return any(line is one for one in outer)


def _repeats(line: Line, counts: Counter[Key], enough: int) -> bool:
    words, height = _key(line)
    seen = sum(counts[words, height + step] for step in (-1, 0, 1))
    return seen >= enough or _PAGE_NUMBER.fullmatch(line.text[:_LONGEST]) is not None


def _offset(outer: Sequence[Sequence[Line]]) -> int | None:
    """What is added to the count of pages to give the number printed on them, where several agree on it."""
    counts = Counter(offset for page in outer for offset in {one for line in page for one in _offsets(line)})
    ((offset, seen),) = counts.most_common(1) or [(0, 0)]
    return offset if seen >= _SEVERAL else None


def _offsets(line: Line) -> set[int]:
    """By how much the numbers that a line begins and ends with differ from the count of its page."""
    return {int(number) - line.page for number in _NUMBERS.findall(line.text)}
