"""Which pictures a text may show: those that came with it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from knowledge.weekly.document import Block, Document, Items, Paragraph, Picture, Quote, Text
from knowledge.weekly.writing.composing import written
from knowledge.weekly.writing.parsing import parsed
from knowledge.weekly.writing.walking import pictures

_MISSING: Final = "〔图片缺失〕"


def illustrated(markdown: str, own: Collection[int]) -> str:
    """The same text, in which of every other picture only its words are left, however it is written.

    A picture is named by a number that is easily guessed, and it may be in another's draft.
    """
    if "![" not in markdown:
        return markdown
    document = parsed(markdown)
    foreign = any(one.attachment not in own for one in pictures(document))
    return written(with_pictures(document, own)) if foreign else markdown


def with_pictures(document: Document, own: Collection[int]) -> Document:
    """The document, in which of every other picture only its words are left."""
    return tuple(_block(one, own) for one in document)


def _block(block: Block, own: Collection[int]) -> Block:
    match block:
        case Picture() if block.attachment not in own:
            return Paragraph((Text(_MISSING + block.alt),))
        case Quote():
            return Quote(with_pictures(block.inside, own))
        case Items():
            return replace(block, items=tuple(with_pictures(item, own) for item in block.items))
        case _:
            return block
