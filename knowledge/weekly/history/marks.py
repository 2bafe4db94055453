"""The `[n]` marks of a page become the links that they stand for."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from knowledge.records import Link
from knowledge.weekly.document import Block, Document, Heading, Hyperlink, Inline, Items, Paragraph, Quote, Styled, Text

_MARK: Final = re.compile(r"\[(\d{1,3})\]")
_WORD: Final = re.compile(r"[^\s。，、；：！？,;:!?()（）\[\]]{1,20}$")

_Line: TypeAlias = tuple[Inline, ...]
_Change: TypeAlias = Callable[[_Line], _Line]


def linked(document: Document, known: Mapping[int, Link]) -> Document:
    """A text in which the words before each mark of a known reference lead there; other marks stay words."""
    return tuple(_block(one, lambda line: tuple(_linked(line, known))) for one in document)


def leading(raw: str, known: Mapping[int, Link]) -> tuple[int | None, str]:
    """The number of the reference that a text begins with, which is its title's, and the rest of the text."""
    mark = _MARK.match(raw.lstrip())
    if mark is None or int(mark[1]) not in known:
        return None, raw
    return int(mark[1]), raw.lstrip()[mark.end() :]


def numbers(raw: str, known: Mapping[int, Link]) -> list[int]:
    """The references that a text has marks of, in order."""
    return [number for found in _MARK.finditer(raw) if (number := int(found[1])) in known]


def _block(block: Block, change: _Change) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, inside=change(block.inside))
        case Quote():
            return replace(block, inside=tuple(_block(one, change) for one in block.inside))
        case Items():
            return replace(block, items=tuple(tuple(_block(one, change) for one in item) for item in block.items))
        case _:
            return block


def _linked(line: Sequence[Inline], known: Mapping[int, Link]) -> Iterator[Inline]:
    before: Inline | None = None
    for one in line:
        match one:
            case Text():
                rest = _after_link(one, before, known)
                yield from _parts(rest.text, known)
            case Styled():
                yield replace(one, inside=tuple(_linked(one.inside, known)))
            case _:
                yield one
        before = one


def _after_link(text: Text, before: Inline | None, known: Mapping[int, Link]) -> Text:
    """Words behind a link without the mark that stands between them: the link says it already."""
    if not isinstance(before, Hyperlink):
        return text
    number, rest = leading(text.text, known)
    return text if number is None else Text(rest)


def _parts(text: str, known: Mapping[int, Link]) -> Iterator[Inline]:
    position = 0
    for mark in _MARK.finditer(text):
        link = known.get(int(mark[1]))
        if link is None:
            continue
        said = text[position : mark.start()]
        words = _words(said, link.text)
        if said.removesuffix(words):
            yield Text(said.removesuffix(words))
        yield Hyperlink((Text(words or link.text or link.url),), link.url)
        position = mark.end()
    if text[position:]:
        yield Text(text[position:])


def _words(said: str, title: str) -> str:
    """The words that a mark belongs to: the reference's title, or else the last word before it."""
    if title and said.endswith(title):
        return title
    word = _WORD.search(said)
    return word[0] if word else ""
