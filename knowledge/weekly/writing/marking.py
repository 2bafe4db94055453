"""One line of a document as Markdown that reads back the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from knowledge.weekly.document import Break, Code, Formula, Hyperlink, Inline, Style, Styled, Text
from knowledge.weekly.writing.flanking import flanks
from knowledge.weekly.writing.inlines import is_bare

NOTHING: Final = "&#8203;"
"""A character that the parser drops: it keeps marks apart that would not be read alone."""

_MARKS: Final = {
    Style.STRONG: ("**", "**"),
    Style.EMPHASIS: ("*", "*"),
    Style.STRUCK: ("~~", "~~"),
    Style.UNDERLINED: ("<u>", "</u>"),
}
_ACTIVE: Final = re.compile(
    r"[\\`*$]|(?<![^\W_])_|_(?![^\W_])|~(?=~|$)|(?:(?<=~)|^)~|<(?=[A-Za-z/])|&(?=\#?\w+;)|!(?=\[|$)"
    r"|(?<=http):(?=//)|(?<=https):(?=//)",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(r"\](?=[(:])")
_BRACKET: Final = re.compile(r"[\[\]]")
_LINE_START: Final = re.compile(r"(?:[#>|=]|[+-]|:(?=[-:|\s]*$))")
_NUMBERING: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)", re.ASCII)


class Kind(Enum):
    """What a piece does."""

    TEXT = auto()
    OPENS = auto()
    CLOSES = auto()
    CODE = auto()
    FORMULA = auto()
    RAW = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of Markdown."""

    kind: Kind
    text: str


def marked(inlines: Iterable[Inline], *, in_link: bool = False) -> Iterator[Piece]:
    """The pieces of a line."""
    for one in inlines:
        match one:
            case Text():
                yield Piece(Kind.TEXT, escaped(one.text, in_link=in_link))
            case Styled():
                opening, closing = _MARKS[one.style]
                yield Piece(Kind.OPENS, opening)
                yield from marked(one.inside, in_link=in_link)
                yield Piece(Kind.CLOSES, closing)
            case Hyperlink():
                yield from _link(one)
            case Code():
                yield Piece(Kind.CODE, code(one.text))
            case Formula():
                yield Piece(Kind.FORMULA, f"${one.tex}$")
            case Break():
                yield Piece(Kind.RAW, "\n")


def put_together(pieces: Iterable[Piece]) -> str:
    """The pieces as one line; marks that would not be read where they stand are kept apart from their neighbours."""
    line = list(pieces)
    found = ""
    for piece, following in zip(line, [*line, Piece(Kind.RAW, "\n")][1:], strict=True):
        found = _put(found, piece, following.text[:1] or " ")
    return found


def escaped(text: str, *, in_link: bool = False) -> str:
    """Words as Markdown that reads as these words, wherever on a line they stand."""
    found = _ACTIVE.sub(lambda mark: f"\\{mark[0]}", text)
    return (_BRACKET if in_link else _CLOSING).sub(lambda mark: f"&#{ord(mark[0])};", found)


def code(text: str) -> str:
    """Code within a line, in as many backticks as it needs."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def destination(url: str) -> str:
    """An address as it stands in the brackets of a link."""
    url = url.replace("&", "&amp;") if ";" in url else url
    return f"<{url}>" if "(" in url or ")" in url else url


def _link(link: Hyperlink) -> Iterator[Piece]:
    number = "" if link.number is None else f"[{link.number}]"
    if is_bare(link):
        yield Piece(Kind.RAW, f"<{link.url}>{number}")
        return
    yield Piece(Kind.RAW, "[")
    yield from marked(link.inside, in_link=True)
    yield Piece(Kind.RAW, f"]({destination(link.url)}){number}")


def _put(found: str, piece: Piece, after: str) -> str:
    before = found[-1:] or " "
    text = piece.text
    match piece.kind:
        case Kind.TEXT:
            if before in " \n" and (not found or before == "\n"):
                text = _at_line_start(text)
            return found + _apart(before == "]" and text[:1] in {"(", ":"}) + text
        case Kind.OPENS:
            alone = text == "<u>" or (flanks(text[0], before, after).opens and before != text[0])
            return found + _apart(not alone) + text
        case Kind.CLOSES:
            found += _apart(text != "</u>" and before == text[0])
            alone = text == "</u>" or flanks(text[0], found[-1:], after).closes
            return found + text + _apart(not alone)
        case Kind.CODE:
            return found + _apart(before == "`") + text
        case Kind.FORMULA:
            return found + _apart(before == "$" or before.isdecimal()) + text + _apart(after.isdecimal())
        case _:
            return found + text


def _apart(needed: bool) -> str:  # noqa: FBT001  # reads as the sentence it is: apart, where needed
    return NOTHING if needed else ""


def _at_line_start(text: str) -> str:
    if _LINE_START.match(text):
        return f"\\{text}"
    return _NUMBERING.sub(r"\1\\\2", text, count=1) if _NUMBERING.match(text) else text
