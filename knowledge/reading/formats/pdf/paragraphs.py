"""The lines of a PDF to paragraphs: where one ends, and how lines join across their breaks."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from knowledge.reading.formats.pdf.layout import HAN
from knowledge.reading.formats.pdf.lines import Fragment, Line, Paragraph

_GAP: Final = 1.3
_SIZE_CHANGE: Final = 1.1
_INDENT: Final = 0.8
_FARTHEST_INDENT: Final = 5
_RAGGED: Final = 0.3
_SLACK: Final = 1.6
_BULLET: Final = re.compile(r"^[•●▪◦‣∙■□◆◇➢✓∗\uf0b7\uf06c\uf0a7\uf0d8][\s]*|^[-–—*·] +")
_MARKER: Final = re.compile(
    rf"^(?:\(?\d{{1,3}}[.)、）](?!\d)|[（(][\d一二三四五六七八九十]+[)）]|[①-⑳]|\[\d{{1,3}}\] |[a-z][.)] "
    rf"|[一二三四五六七八九十]{{1,3}}、|第[\d一二三四五六七八九十百]+[章节])(?=\s|[A-Za-z{HAN}(（\[])"
)
_SENTENCE_END: Final = re.compile(r"[.。！？!?:：;；]['\"”’)）\]]*$")
_HAN_EDGE: Final = re.compile(f"[{HAN}“‘”’]")
_WORD: Final = re.compile(r"\S+")
_SPACED: Final = re.compile(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]")
_HYPHENATED: Final = re.compile(r"[a-z]-$")
_LOWER: Final = re.compile(r"[a-z]")


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs in order; one that goes on in the next column or on the next page stays one."""
    leading = _leading(pages)
    body = median([line.size for page in pages for line in page] or [0])
    found: list[Paragraph] = []
    for line in (line for page in pages for line in page):
        if found and _goes_on(found[-1], line, leading, body):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    for paragraph in found:
        paragraph.text = _joined(paragraph.lines)
    return found


def is_bulleted(text: str) -> bool:
    """Whether the text begins with the sign of a list."""
    return _BULLET.match(text) is not None


def unbulleted(text: str) -> str:
    """The text without that sign."""
    return _BULLET.sub("", text)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of lines, in font sizes."""
    steps: list[float] = []
    for page in pages:
        for before, after in pairwise(page):
            step = (before.y0 - after.y0) / max(before.size, 1)
            if 0.8 < step < 3 and abs(before.size - after.size) < 0.5:  # noqa: PLR2004
                steps.append(step)
    return median(steps) if steps else 1.3


def _goes_on(paragraph: Paragraph, line: Line, leading: float, body: float) -> bool:
    before = paragraph.lines[-1]
    if _differs(before, line) or _MARKER.match(line.text) or is_bulleted(line.text):
        return False
    below = before.page == line.page and before.left == line.left and before.y0 > line.y0
    if below and (before.y0 - line.y0) / before.size > _GAP * leading:
        return False
    if line.fixed or _are_rows(before, line):
        return line.fixed
    if not below:
        heading = line.bold or line.size > _SIZE_CHANGE * body
        return not (heading or _SENTENCE_END.search(before.text) or _is_indented(line, line.left))
    return not _steps_in(paragraph, line) and not _is_short(before, line)


def _are_rows(before: Line, line: Line) -> bool:
    """Whether one of two lines is certainly a row of a table: three cells, or cells below those of the other."""
    counts = {len(before.cells), len(line.cells)}
    if max(counts) != 2:  # noqa: PLR2004
        return max(counts) > 2  # noqa: PLR2004
    return len(counts) == 1 and all(map(_are_aligned, before.cells, line.cells))


def _are_aligned(above: Fragment, below: Fragment) -> bool:
    offsets = (above.x0 - below.x0, above.x1 - below.x1, above.x0 + above.x1 - below.x0 - below.x1)
    return min(map(abs, offsets)) < _INDENT / 2 * below.size


def _differs(before: Line, line: Line) -> bool:
    sizes = sorted((before.size, line.size))
    return sizes[1] > _SIZE_CHANGE * sizes[0] or before.bold != line.bold or before.fixed != line.fixed


def _steps_in(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line is indented as the first of a paragraph is, or comes out of the one before."""
    before = paragraph.lines[-1]
    marked = _MARKER.match(paragraph.first.text) or is_bulleted(paragraph.first.text)
    if marked and before is paragraph.first:
        return line.x0 < before.x0 - _INDENT * line.size
    if _is_indented(line, before.x0):
        return True
    return before is not paragraph.first and line.x0 < before.x0 - _INDENT * line.size


def _is_indented(line: Line, left: float) -> bool:
    return _INDENT * line.size < line.x0 - left < _FARTHEST_INDENT * line.size


def _is_short(before: Line, line: Line) -> bool:
    """Whether the line before ended although the first word of this one would have had room in it."""
    room = before.right - before.x1
    ragged = (
        line.text[0].islower()
        and not _SENTENCE_END.search(before.text)
        and room < _RAGGED * (before.right - before.left)
    )
    if ragged or before.text.endswith(("-", "\u00ad")):
        return False
    word = _WORD.match(line.text)
    letters = 1 if _HAN_EDGE.match(line.text) else len(word[0]) if word else 1
    width = (line.x1 - line.x0) / max(len(line.text), 1) * letters
    return room > width + _SLACK * line.size


def _joined(lines: Sequence[Line]) -> str:
    if lines[0].fixed:
        return "\n".join(_columns(lines))
    parts = [lines[0].text]
    spaced = _SPACED.search(lines[0].text) is not None
    for line in lines[1:]:
        spaced = spaced or _SPACED.search(line.text) is not None
        parts[-1:] = _seam(parts[-1], line.text, spaced=spaced)
    return "".join(parts).replace("-\u00ad", "-").replace("\u00ad", "")


def _seam(text: str, following: str, *, spaced: bool) -> tuple[str, str]:
    """Two lines that make one when put together.

    `spaced`: the text itself puts spaces between Chinese and Latin words.
    """
    if text.endswith("\u00ad"):
        return text.removesuffix("\u00ad").removesuffix("-"), following
    if _HYPHENATED.search(text[-2:]) and _LOWER.match(following):
        return text[:-1], following
    han = sum(_HAN_EDGE.match(edge) is not None for edge in (text[-1:], following[:1]))
    return (text, following) if han == 2 or (han and not spaced) else (f"{text} ", following)  # noqa: PLR2004  both


def _columns(lines: Sequence[Line]) -> Iterator[str]:
    """The lines of code with the spaces they begin with, as far as the page shows them."""
    width = median((line.x1 - line.x0) / max(len(line.text), 1) for line in lines) or 1
    left = min(line.x0 for line in lines)
    for line in lines:
        yield " " * round((line.x0 - left) / width) + line.text.replace("\u00ad", "")
