"""The tree of a web page to its blocks, in order: one for each paragraph, line, heading, item, table and listing."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from knowledge.reading.formats.web_page import tables
from knowledge.reading.formats.web_page.hints import Hint, Hints
from knowledge.reading.formats.web_page.listings import is_gutter, is_prose, listing
from knowledge.reading.formats.web_page.tree import Element


class Kind(StrEnum):
    """What a block is; a LINE is what `<br>` or a paragraph ends."""

    LINE = "line"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page: its Markdown, its characters outside and inside links, and what its boxes are called.

    `plain` is its text without marks; `apart` tells that a paragraph begins here, not only a line.
    """

    kind: Kind
    markdown: str
    plain: str
    words: int
    linked: int
    hint: Hint
    apart: bool
    place: int


_PARAGRAPH: Final = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "form", "header", "hr", "li", "main", "ol", "p", "section", "summary", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "footer", "aside"}
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WRAPPED: Final = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3001-\u9fff\uff00-\uffef])")
_INDENT: Final = re.compile(r"^(?:[ \xa0]*\u3000|[ \xa0]{2,})")
_RULE: Final = re.compile(r"[-=_*~`\s]{3,}")
_MARKED: Final = re.compile(r"^(?=#{1,6}\s|[-+]\s|>)")
_LIVE: Final = re.compile(r"\$[^$\n]+\$|(?P<mark>\*)|(?P<tag><)(?=/?[a-zA-Z])")
_DEEPEST_LIST: Final = 4


def blocks(root: Element, url: str | None = None) -> list[Block]:
    """The blocks of a pruned tree; links are made absolute where the page's address is known."""
    walk = _Walk(url, Hints(root))
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walk.leave(element)
        elif walk.take(element):
            events.skip_subtree()
        else:
            walk.enter(element)
    walk.flush()
    return walk.done


@dataclass
class _Walk:
    """Where the reader stands: the pieces of the line so far, and what it stands in."""

    url: str | None
    boxes: Hints
    done: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    words: int = 0
    linked: int = 0
    hints: list[Hint] = field(default_factory=lambda: [Hint.NONE])
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    level: int = 0
    link: str | None = None
    link_at: int = 0
    apart: bool = True
    taken: Element | None = None

    def take(self, element: Element) -> bool:
        """Whether the element was read as a whole: a listing, or a table of data."""
        if is_gutter(element):
            return self._leave_alone(element)
        if element.tag == "pre" and is_prose(element):
            self._take_lines("".join(element.itertext()))
            return self._leave_alone(element)
        if element.tag == "pre" or "CodeMirror-code" in element.get("class", ""):
            block = listing(element)
        elif element.tag == "table" and tables.is_data(element):
            block = tables.markdown(element)
        else:
            return False
        kind = Kind.TABLE if element.tag == "table" else Kind.CODE
        self.flush(apart=True)
        if block:
            plain = " ".join(element.itertext())
            self.done.append(
                Block(kind, block, plain, _size(plain), 0, self.hints[-1], apart=True, place=len(self.done))
            )
        return self._leave_alone(element)

    def _leave_alone(self, element: Element) -> bool:
        self.hints.append(self.hints[-1])
        self.taken = element
        return True

    def _take_lines(self, text: str) -> None:
        self.flush(apart=True)
        for line in text.split("\n"):
            self.add(line)
            self.flush(apart=not line.strip())
        self.flush(apart=True)

    def enter(self, element: Element) -> None:
        """Begin an element: break the line where it is a box of its own, and read its first text."""
        tag = element.tag
        if tag in _PARAGRAPH or tag == "br":
            self.flush(apart=tag != "br")
        self.hints.append(self.boxes.of(element, self.hints[-1]))
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.marker = self._marker()
        elif tag == "a":
            self._open(element)
        elif tag in {"code", "tt", "kbd"}:
            self.pieces.append("`")
        elif tag in {"td", "th"} and self.pieces:
            self.pieces.append(" ")
        self.add(element.text)

    def leave(self, element: Element) -> None:
        """End an element and read the text behind it."""
        tag = element.tag
        if element is self.taken:
            self.taken = None
            self.hints.pop()
            self.add(element.tail)
            return
        if tag == "a":
            self._close()
        elif tag in {"code", "tt", "kbd"}:
            self.pieces.append("`")
        if tag in _PARAGRAPH:
            self.flush(apart=True)
        self.hints.pop()
        if tag in _HEADINGS:
            self.level = 0
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.marker = ""
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Read a piece of text."""
        if not text:
            return
        if not self.pieces and _INDENT.match(text.lstrip("\r\n")):
            self.apart = True
        self.pieces.append(_LIVE.sub(_escaped, text))
        self.plain.append(text)
        size = _size(text)
        if self.link is None:
            self.words += size
        else:
            self.linked += size

    def flush(self, *, apart: bool = False) -> None:
        """End the line."""
        if self.words or self.linked:
            self._close()
            text = _SPACES.sub(" ", _WRAPPED.sub("", "".join(self.pieces))).replace("``", "").strip(" \u3000")
            plain = _SPACES.sub(" ", "".join(self.plain)).strip(" \u3000")
            if text and not _RULE.fullmatch(text):
                kind, text = self._marked(text)
                self.done.append(
                    Block(kind, text, plain, self.words, self.linked, self.hints[-1], self.apart, len(self.done))
                )
                self.marker = "  " * min(len(self.lists), _DEEPEST_LIST) if self.marker else ""
            self.apart = False
        self.pieces, self.plain, self.words, self.linked = [], [], 0, 0
        self.link_at = 0
        self.apart = self.apart or apart

    def _marked(self, text: str) -> tuple[Kind, str]:
        if self.level:
            return Kind.HEADING, f"{'#' * self.level} {text}"
        if self.marker.strip():
            return Kind.ITEM, f"{self.marker}{text}"
        return Kind.LINE, self.marker + _MARKED.sub(r"\\", text)

    def _marker(self) -> str:
        indent = "  " * min(max(len(self.lists) - 1, 0), _DEEPEST_LIST)
        if self.lists and (number := self.lists[-1]) is not None:
            self.lists[-1] = number + 1
            return f"{indent}{number + 1}. "
        return f"{indent}- "

    def _open(self, element: Element) -> None:
        target = element.get("href", "").strip()
        self._close()
        self.link = target
        self.link_at = len(self.pieces)

    def _close(self) -> None:
        if self.link is None:
            return
        words = _SPACES.sub(" ", "".join(self.pieces[self.link_at :])).strip()
        address = _absolute(self.link, self.url)
        if words and address:
            self.pieces[self.link_at :] = [f"[{words}]({address})".replace("[[", "[\\[").replace("]]", "\\]]")]
        self.link = None


def _escaped(match: re.Match[str]) -> str:
    """What Markdown would take for its own, in words of the page; formulas are left alone."""
    return "\\*" if match["mark"] else "&lt;" if match["tag"] else match[0]


def _absolute(target: str, url: str | None) -> str:
    """The address that a link leads to; empty for one that leads nowhere outside the page."""
    if target.startswith("#") or re.match(r"(?!https?:)[a-z]+:", target, re.IGNORECASE):
        return ""
    try:
        address = urljoin(url, target) if url else target
    except ValueError:
        return ""
    address = address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return address if address.startswith(("http://", "https://")) else ""


def _size(text: str) -> int:
    return sum(map(len, text.split()))
