"""Headings that a page only shows as such: short paragraphs all in bold letters."""

import re
from itertools import pairwise
from typing import Final

from knowledge.reading.formats.web_page.hints import Hint, hinted
from knowledge.reading.formats.web_page.site_lines import is_of_more, is_of_site
from knowledge.reading.formats.web_page.tree import Element

_BOLD: Final = frozenset({"strong", "b"})
_INLINE: Final = frozenset({"span", "font", "strong", "b", "em", "i", "u", "mark"})
_BOXES: Final = frozenset({"p", "section", "div"})
_REAL: Final = frozenset({"h2", "h3", "h4"})
_NO_PLACE: Final = frozenset({"li", "td", "th", "blockquote", "figure", "figcaption", "pre"})
_NO_HEADING: Final = re.compile(r"[。！，；：,;:]|^[图表]\s*\d|…$|\.$")
_NUMBERED: Final = re.compile(r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?:\.[0-9]{1,2})*|Part\s?\d)[、.．\s]")
_LONGEST: Final = 30
_FEW: Final = 2
_NEAR: Final = 6


def promote(root: Element) -> None:
    """Make them headings in a pruned tree, where the article has no others: two at least, or one with a number."""
    bold: dict[Element, str] = {}
    for element, hint in hinted(root):
        if hint is not Hint.BODY:
            continue
        if element.tag in _REAL:
            return
        if element.tag in _BOLD and (box := _box(element)) is not None:
            bold[box] = bold.get(box, "") + "".join(element.itertext())
    found = [(box, "".join(words.split())) for box, words in bold.items()]
    lines = [(box, words) for box, words in found if _reads_like_one(words) and _text(box) == words]
    lines = _alone(lines)
    if len(lines) >= _FEW or any(_NUMBERED.match(words) for _, words in lines):
        for box, _ in lines:
            box.tag = "h2"


def _alone(lines: list[tuple[Element, str]]) -> list[tuple[Element, str]]:
    """The lines without those of a title that is set in several; a numbered one begins its own."""
    stacked = set[Element]()
    for (box, _), (following, words) in pairwise(lines):
        if box.getnext() is following and not _NUMBERED.match(words):
            stacked |= {box, following}
    return [(box, words) for box, words in lines if box not in stacked]


def _box(element: Element) -> Element | None:
    """The paragraph that bold letters stand in; none where they stand in other bold ones, or in a list or table."""
    above = element.getparent()
    for _ in range(_NEAR):
        if above is None or above.tag in _BOLD or above.tag not in _INLINE:
            break
        above = above.getparent()
    if above is None or above.tag not in _BOXES:
        return None
    around = above.getparent()
    return None if around is not None and around.tag in _NO_PLACE else above


def _reads_like_one(words: str) -> bool:
    return (
        1 < len(words) <= _LONGEST
        and _NO_HEADING.search(words) is None
        and not (is_of_site(words, len(words)) or is_of_more(words))
    )


def _text(box: Element) -> str:
    """What stands in the box, as far as it could be a heading."""
    words = ""
    for part in box.itertext():
        words += "".join(part.split())
        if len(words) > _LONGEST:
            break
    return words
