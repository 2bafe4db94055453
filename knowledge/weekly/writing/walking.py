"""The links and pictures of a document one after the other, and its links changed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from knowledge.weekly.document import (
    Block,
    Document,
    Heading,
    Hyperlink,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
)

_Change = Callable[[Hyperlink], Hyperlink]
_Line = tuple[Inline, ...]


def hyperlinks(document: Document) -> Iterator[Hyperlink]:
    """The links of a document, in order."""
    for block in document:
        for line in _lines(block):
            yield from _links(line)


def pictures(document: Document) -> Iterator[Picture]:
    """The pictures of a document, in order."""
    for block in document:
        match block:
            case Picture():
                yield block
            case Quote():
                yield from pictures(block.inside)
            case Items():
                yield from chain.from_iterable(map(pictures, block.items))
            case _:
                pass


def mapped(document: Document, change: _Change) -> Document:
    """The document with each of its links changed."""
    return tuple(_block(block, change) for block in document)


def _lines(block: Block) -> Iterator[_Line]:
    match block:
        case Paragraph() | Heading():
            yield block.inside
        case Quote():
            yield from chain.from_iterable(map(_lines, block.inside))
        case Items():
            yield from chain.from_iterable(map(_lines, chain.from_iterable(block.items)))
        case Table():
            yield from chain(block.head, *block.rows)
        case _:
            pass


def _links(line: Iterable[Inline]) -> Iterator[Hyperlink]:
    for one in line:
        if isinstance(one, Hyperlink):
            yield one
        elif isinstance(one, Styled):
            yield from _links(one.inside)


def _block(block: Block, change: _Change) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, inside=_line(block.inside, change))
        case Quote():
            return Quote(mapped(block.inside, change))
        case Items():
            return replace(block, items=tuple(mapped(item, change) for item in block.items))
        case Table():
            head, *rows = (tuple(_line(cell, change) for cell in row) for row in (block.head, *block.rows))
            return Table(head, tuple(rows))
        case _:
            return block


def _line(line: _Line, change: _Change) -> _Line:
    return tuple(_inline(one, change) for one in line)


def _inline(one: Inline, change: _Change) -> Inline:
    if isinstance(one, Hyperlink):
        return change(one)
    return replace(one, inside=_line(one.inside, change)) if isinstance(one, Styled) else one
