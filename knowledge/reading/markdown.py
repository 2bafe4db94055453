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


# The first alternative takes a run of common lines at once, without trying the others. Formulas are bounded: an
# unclosed one must not swallow the page, nor cost a scan of it.
_BLOCK: Final = re.compile(
    r"""
    (?P<plain>(?:[ \t]*(?:[^\s\#`~|$\\>][^\n|$]*+(?:\$(?!\$)[^\n|$]*+)*(?:\n|\Z)|\n))+)
    | (?P<heading>[ ]{0,3}(?P<marks>\#{1,6})[ \t]+(?=[^\n]*\S)[^\n]*(?:\n|\Z))
    | (?P<code>[ \t>]*(?P<fence>`{3,}|~{3,})[^`\n]*(?:\n|\Z)
        (?s:.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*(?:\n|\Z)|\Z))
    | (?P<math>
        (?:[ \t>]*|[^\n$]*(?:\$[^$\n]+\$[^\n$]*)*(?=\$\$[^$\n]*\n))
          \$\$(?:[^$\\]|\\text\{(?:[^$\n{}]|\$[^$\n]*\$|\{[^{}\n]*\}){0,300}\}|\\){0,3000}?\$\$[^\n]*(?:\n|\Z)
        | [ \t>]*\\{1,2}\[(?s:.{0,3000}?)\\\][^\n]*(?:\n|\Z)
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
# Code and formulas come first: what looks like a link in them is none. A formula that has one in it is none.
_LINK: Final = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?s:.*?)(?:^[ \t>]*(?P=fence)|\Z)|(?<!`)(?P<ticks>`++)[^`\n]+(?P=ticks)"
    r"|\$\$[^$]{1,3000}\$\$|\$(?:(?!\]\(<?(?:http|#))[^$\n]){1,300}\$"
    r"|(?P<image>!?)\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,500})\]"
    r"\(\s*<?(?P<url>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()\n]{0,200}\)",
    re.MULTILINE,
)
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_TRAILING: Final = ".,;:!?'\"*_)>]"


def stretches(text: str) -> Iterator[Block]:
    """The blocks of a text, in order and without a gap; prose and the blank lines in it are one block of TEXT."""
    begin = end = 0
    for match in _BLOCK.finditer(text):
        kind = _KINDS[match.lastgroup or "text"]
        if kind is not Kind.TEXT:
            if begin < match.start():
                yield Block(Kind.TEXT, begin, match.start())
            begin = match.end()
            yield Block(kind, match.start(), begin, len(match["marks"] or ""))
        end = match.end()
    if begin < end:
        yield Block(Kind.TEXT, begin, end)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order and without a gap, each line of prose for itself."""
    for block in stretches(text):
        if block.kind is Kind.TEXT:
            yield from lines(text, block)
        else:
            yield block


def lines(text: str, prose: Block) -> Iterator[Block]:
    """The lines of a block of prose: TEXT or BLANK."""
    start = prose.start
    while start < prose.end:
        end = text.find("\n", start, prose.end) + 1 or prose.end
        yield Block(Kind.BLANK if text[start:end].isspace() else Kind.TEXT, start, end)
        start = end


def unlinked(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text with images left out and links replaced by their words, and the web links that stood in it.

    Code and formulas stay as they are.
    """
    if "](" not in text:
        return text, ()
    links: list[Link] = []

    def words(match: re.Match[str]) -> str:
        label, url = match["label"], match["url"]
        if label is None:
            return match[0]
        if match["image"]:
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
