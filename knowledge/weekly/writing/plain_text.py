"""The words of a text, without how they are set."""

from collections.abc import Iterable, Iterator

from knowledge.weekly.document import (
    Block,
    Break,
    Code,
    CodeBlock,
    Document,
    Formula,
    FormulaBlock,
    Heading,
    Hyperlink,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
    Text,
)


def plain(document: Document, new_line: str = " ", bullet: str = "") -> str:
    """The words of a text, one line a block and an item; code and formulas keep their own lines."""
    return "\n".join(line for block in document for line in _lines(block, new_line, bullet) if line)


def words(inlines: Iterable[Inline], new_line: str = " ") -> str:
    """The words of a line."""
    return "".join(_words(inline, new_line) for inline in inlines)


def _words(inline: Inline, new_line: str) -> str:
    match inline:
        case Text() | Code():
            return inline.text
        case Formula():
            return inline.tex
        case Break():
            return new_line
        case Styled() | Hyperlink():
            return words(inline.inside, new_line)


def _lines(block: Block, new_line: str, bullet: str) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield words(block.inside, new_line)
        case CodeBlock():
            yield block.text
        case FormulaBlock():
            yield block.tex
        case Quote():
            yield plain(block.inside, new_line, bullet)
        case Items():
            yield from (bullet + plain(item, new_line, bullet) for item in block.items)
        case Table():
            yield from ("  ".join(map(words, row)) for row in (block.head, *block.rows))
        case Picture():
            yield block.alt
        case _:
            pass
