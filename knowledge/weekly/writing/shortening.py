"""The beginning of a document that is too long to be shown whole."""

from dataclasses import replace

from knowledge.language import sentences
from knowledge.weekly.document import Block, Document, Inline, Items, Paragraph, Quote, Styled, Text
from knowledge.weekly.writing.plain_text import plain, words
from knowledge.weekly.writing.tidying import stripped


def shortened(document: Document, limit: int) -> tuple[Document, bool]:
    """The document up to so many characters of its words, and whether something is missing.

    It ends with a block, an item or a sentence; where the first sentence is longer than all of it, within that.
    """
    kept: list[Block] = []
    left = limit
    for block in document:
        size = len(plain((block,)))
        if size > left:
            kept += _part(block, left, first=not kept)
            return tuple(kept), True
        kept.append(block)
        left -= size
    return document, False


def _part(block: Block, limit: int, *, first: bool) -> list[Block]:
    match block:
        case Paragraph():
            end = _end(words(block.inside), limit, first=first)
            inside = stripped(_cut(block.inside, end)[0])
            return [Paragraph(inside)] if inside else []
        case Quote():
            inner, _ = shortened(block.inside, limit)
            return [Quote(inner)] if inner else []
        case Items():
            return _items(block, limit)
        case _:
            return []


def _items(block: Items, limit: int) -> list[Block]:
    kept: list[Document] = []
    for item in block.items:
        limit -= len(plain(item)) + 1  # a line each
        if limit < -1:
            break
        kept.append(item)
    return [replace(block, items=tuple(kept))] if kept else []


def _end(text: str, limit: int, *, first: bool) -> int:
    ends = [end for _, end in sentences.spans(text) if end <= limit]
    return ends[-1] if ends else limit if first else 0


def _cut(inlines: tuple[Inline, ...], limit: int) -> tuple[tuple[Inline, ...], int]:
    """What stands before so many characters, and how many are left; code, formulas and links are never cut."""
    kept: list[Inline] = []
    for one in inlines:
        size = len(words((one,)))
        if size <= limit:
            kept.append(one)
            limit -= size
            continue
        if isinstance(one, Text):
            kept.append(Text(one.text[:limit]))
        elif isinstance(one, Styled):
            inside = stripped(_cut(one.inside, limit)[0])
            kept += [Styled(one.style, inside)] if inside else []
        return tuple(each for each in kept if each != Text("")), 0
    return tuple(kept), limit
