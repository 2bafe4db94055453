"""Which paragraphs of a PDF are headings: by its bookmarks, by the size of their letters, by boldness."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from knowledge.reading.formats.pdf.lines import Bookmark, Paragraph

_LARGER: Final = 1.1
_LONGEST: Final = 120
_LONGEST_BOLD: Final = 60
_MOST_LINES: Final = 3
_LEVELS: Final = 4
_MATCHED: Final = 0.5
_NUMBERED: Final = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=\S)|^第.{1,4}[章节]|^[一二三四五六七八九十]{1,3}、"
)
_SENTENCE: Final = re.compile(r"[。！？!?；;，,、]$|(?<![A-Z\d])\.$")
_LETTER: Final = re.compile(r"[^\W\d_]{2}|[\u4e00-\u9fff]")
_CAPTION: Final = re.compile(r"^(?:(?:fig(?:ure)?|table|algorithm|listing)\b\.?\s*\d|[图表]\s*\d)", re.IGNORECASE)


def mark(paragraphs: Sequence[Paragraph], bookmarks: Sequence[Bookmark]) -> None:
    """Give headings their level: the bookmarks' where half of them are found in the text, else by their looks."""
    found = _by_bookmarks(paragraphs, bookmarks)
    if found and found >= _MATCHED * len(bookmarks):
        _title(paragraphs, _body_size(paragraphs))
        return
    for paragraph in paragraphs:
        paragraph.level = 0
    _by_looks(paragraphs)


def _by_bookmarks(paragraphs: Sequence[Paragraph], bookmarks: Sequence[Bookmark]) -> int:
    by_page: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_page.setdefault(paragraph.first.page, []).append(paragraph)
    found = 0
    for bookmark in bookmarks:
        near = by_page.get(bookmark.page, []) + by_page.get(bookmark.page + 1, [])
        hit = next((one for one in near if not one.level and _says(one, bookmark.title)), None)
        if hit:
            hit.level = min(bookmark.level + 1, 6)
            found += 1
    return found


def _says(paragraph: Paragraph, title: str) -> bool:
    if len(paragraph.text) > len(title) + 30 or len(paragraph.lines) > _MOST_LINES:
        return False
    words, wanted = _letters(paragraph.text), _letters(title)
    return bool(wanted) and (words == wanted or re.sub(r"^[\divx]*", "", words) == re.sub(r"^[\divx]*", "", wanted))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        if not paragraph.first.fixed:
            sizes[_rounded(paragraph.size)] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _title(paragraphs: Sequence[Paragraph], body: float) -> None:
    """The largest words on the first page, where no bookmark leads to them."""
    first = [one for one in paragraphs if one.first.page == 0 and _may_be(one) and one.size > _LARGER * body]
    largest = max(first, key=lambda one: one.size, default=None)
    if largest and not largest.level:
        largest.level = 1


def _by_looks(paragraphs: Sequence[Paragraph]) -> None:
    body = _body_size(paragraphs)
    large = [one for one in paragraphs if one.size > _LARGER * body and _may_be(one)]
    sizes = sorted({_rounded(one.size) for one in large}, reverse=True)[:_LEVELS]
    for paragraph in large:
        if _rounded(paragraph.size) in sizes:
            paragraph.level = sizes.index(_rounded(paragraph.size)) + 1
    for paragraph in paragraphs:
        if not paragraph.level and paragraph.size > 0.95 * body and _is_bold_heading(paragraph):
            numbered = _NUMBERED.match(paragraph.text)
            depth = numbered[1].count(".") if numbered and numbered[1] else 0
            paragraph.level = min(len(sizes) + 1 + depth, 6)


def _may_be(paragraph: Paragraph) -> bool:
    if paragraph.first.fixed or len(paragraph.text) > _LONGEST or len(paragraph.lines) > _MOST_LINES:
        return False
    return _LETTER.search(paragraph.text) is not None and not _SENTENCE.search(paragraph.text)


def _is_bold_heading(paragraph: Paragraph) -> bool:
    if not paragraph.bold or not _may_be(paragraph) or _CAPTION.match(paragraph.text):
        return False
    if any(len(line.cells) > 1 for line in paragraph.lines) and not _NUMBERED.match(paragraph.text):
        return False
    return len(paragraph.text) <= _LONGEST_BOLD or _NUMBERED.match(paragraph.text) is not None
