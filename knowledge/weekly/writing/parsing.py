"""Members' Markdown as a document."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from markdown_it.token import Token

from knowledge.weekly.document import Break, Document, Inline, Paragraph, Text
from knowledge.weekly.writing.addresses import web_address
from knowledge.weekly.writing.blocks import Blocks
from knowledge.weekly.writing.parser import parser
from knowledge.weekly.writing.tidying import joined, stripped
from knowledge.weekly.writing.visible import spaced, visible

_LONGEST: Final = 100_000
"""Characters; what is longer is no note, and is taken as plain paragraphs: hostile marks cost time."""
_PARAGRAPH: Final = ("paragraph_open", "inline", "paragraph_close")


def parsed(markdown: str) -> Document:
    """A member's Markdown as a document; whatever is not understood stays words. Never raises.

    A long text may take a second: where a chat waits, it is parsed in a thread. The newest are remembered, as whatever
    is done with a text parses it several times.
    """
    return _parsed(markdown)


@lru_cache(maxsize=16)
def _parsed(markdown: str) -> Document:
    text = visible(markdown)
    if len(text) > _LONGEST:
        return tuple(_paragraphs(text))
    tokens = parser().parse(text)
    return tuple(Blocks(_notes(tokens), _used(tokens)).of(iter(tokens)))


def _notes(tokens: Sequence[Token]) -> dict[str, Sequence[Token]]:
    """The footnotes of one paragraph that the text refers to, by their label."""
    referred = {
        str(child.meta["label"]) for token in tokens for child in token.children or () if child.type == "footnote_ref"
    }
    notes: dict[str, Sequence[Token]] = {}
    for start, token in enumerate(tokens):
        inside = tokens[start + 1 : start + 5]
        if token.type == "footnote_reference_open" and str(token.meta["label"]) in referred:
            kinds = tuple(each.type for each in inside)
            if kinds == (*_PARAGRAPH, "footnote_reference_close"):
                notes.setdefault(str(token.meta["label"]), inside[1].children or ())
    return notes


def _used(tokens: Sequence[Token]) -> frozenset[str]:
    hrefs = {
        str(child.attrs["href"]) for token in tokens for child in token.children or () if child.type == "link_open"
    }
    return frozenset(filter(None, map(web_address, hrefs)))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for paragraph in re.split(r"\n\s*\n", spaced(text)):
        lines: list[Inline] = []
        for line in paragraph.split("\n"):
            lines += [Text(line.strip()), Break()]
        if inside := stripped(joined(lines)):
            yield Paragraph(inside)
