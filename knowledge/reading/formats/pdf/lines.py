"""What a PDF's text is made of on its way: fragments, lines, paragraphs."""

from dataclasses import dataclass, field
from typing import Final

EM_BREAK: Final = 1.0
"""A gap of so many font sizes ends a fragment."""


@dataclass(slots=True)
class Fragment:
    """A run of characters side by side; lengths in points, `y` upwards, `size` that of the font."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool = False
    fixed: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Line:
    """The fragments of one line of one column, whose edges are `left` and `right`; `page` counts from 0."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    fixed: bool
    page: int
    left: float
    right: float
    cells: tuple[Fragment, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `level` is 1–6 for a heading."""

    lines: list[Line]
    text: str = ""
    level: int = 0

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return self.lines[0]

    @property
    def size(self) -> float:
        """The font size of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of a PDF's outline; `level` counts from 1, `page` from 0."""

    title: str
    level: int
    page: int


@dataclass(slots=True)
class Document:
    """The fragments of each page in no order, with what the file says of itself."""

    pages: list[list[Fragment]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    pictured: int = 0
    bookmarks: list[Bookmark] = field(default_factory=list)
    title: str = ""
    author: str = ""
    date: str = ""
