"""Markdown as lines: where its headings, code, formulas and tables begin and end, and its inline marks."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from knowledge.records import Link


class Kind(StrEnum):
    """What a block is; TEXT is one line of prose or of a list."""

    BLANK = "blank"
    HEADING = "heading"
    CODE = "code"
    MATH = "math"
    TABLE = "table"
    TEXT = "text"


class Block(NamedTuple):
    """A stretch `text[start:end]` of whole lines; `level` is 1–6 for a heading."""

    kind: Kind
    start: int
    end: int
    level: int = 0


# The first alternative is the common line, found without trying the others. Formulas are bounded: an unclosed
# one must not swallow the page, nor cost a scan of it.
_BLOCK: Final = re.compile(
    r"""
    (?P<plain>[^\s\#`~|$\\>][^\n|$]*(?:\$(?!\$)[^\n|$]*)*(?:\n|\Z))
    | (?P<blank>[ \t]*\n)
    | (?P<heading>[ ]{0,3}(?P<marks>\#{1,6})[ \t]+\S[^\n]*(?:\n|\Z))
    | (?P<code>[ \t>]*(?P<fence>`{3,}|~{3,})[^`\n]*(?:\n|\Z)
        (?s:.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*(?:\n|\Z)|\Z))
    | (?P<math>
        (?:[ \t>]*|[^\n$]*(?:\$[^$\n]+\$[^\n$]*)*(?=\$\$[^$\n]*\n))\$\$[^$]{0,3000}\$\$[^\n]*(?:\n|\Z)
        | [ \t>]*\\\[(?s:.{0,3000}?)\\\][^\n]*(?:\n|\Z)
        | [ \t>]*\\begin\{(?P<name>\w+\*?)\}(?s:.{0,3000}?)\\end\{(?P=name)\}[^\n]*(?:\n|\Z)
      )
    | (?P<table>
        (?:[ \t>]*\|[^\n]*(?:\n|\Z))+
        | [^\n|]+\|[^\n]*\n[ \t]*:?-{2,}[ \t:-]*\|[ \t:|-]*\n(?:[^\n|]*\|[^\n]*(?:\n|\Z))*
      )
    | (?P<text>[^\n]*\n|[^\n]+\Z)
    """,
    re.VERBOSE | re.MULTILINE,
)
_KINDS: Final = {"plain": Kind.TEXT} | {kind.value: kind for kind in Kind}
_LINK: Final = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,500})\]"
    r"\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()\n]{0,200}\)"
)
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_TRAILING: Final = ".,;:!?'\"*_)>]"


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order and without a gap."""
    for match in _BLOCK.finditer(text):
        yield Block(_KINDS[match.lastgroup or "text"], match.start(), match.end(), len(match["marks"] or ""))


def unlinked(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text with images left out and links replaced by their words, and the web links that stood in it."""
    if "](" not in text:
        return text, ()
    links: list[Link] = []

    def words(match: re.Match[str]) -> str:
        image, label, url = match.groups()
        if image:
            return ""
        label = _LINK.sub(words, label)
        if url.startswith(("http://", "https://")):
            links.append(Link(url, label.strip("*_` ")))
        return label

    return _LINK.sub(words, text), tuple(links)


def addresses(text: str) -> tuple[Link, ...]:
    """The bare web addresses of a text, each once."""
    found = (match[0].rstrip(_TRAILING) for match in _ADDRESS.finditer(text))
    return tuple(Link(url) for url in dict.fromkeys(found))
