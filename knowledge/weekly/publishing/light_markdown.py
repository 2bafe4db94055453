"""A member's text as the library keeps texts: light Markdown, without addresses and without escapes."""

from collections.abc import Iterator, Sequence
from typing import assert_never

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
    Rule,
    Styled,
    Table,
    Text,
)


def light_markdown(document: Document) -> str:
    """Paragraphs between blank lines, headings as `#` lines, items as `- `, code in fences; links are their words."""
    return "\n\n".join(filter(None, (_block(one) for one in document)))


def _block(block: Block) -> str:  # noqa: C901, PLR0911  one case a kind of block
    match block:
        case Paragraph():
            return _line(block.inside)
        case Heading():
            return f"{'#' * block.level} {_line(block.inside)}"
        case CodeBlock():
            return f"```{block.language}\n{block.text}\n```"
        case FormulaBlock():
            return f"$${block.tex}$$"
        case Quote():
            return light_markdown(block.inside)
        case Items():
            return "\n".join(_items(block))
        case Table():
            return "\n".join(_row(row) for row in (block.head, *block.rows))
        case Picture():
            return block.alt
        case Rule():
            return ""
        case _:
            assert_never(block)


def _items(items: Items) -> Iterator[str]:
    for n, item in enumerate(items.items):
        mark = "- " if items.start is None else f"{items.start + n}. "
        yield mark + light_markdown(item).replace("\n\n", "\n").replace("\n", "\n" + " " * len(mark))


def _row(cells: Sequence[Sequence[Inline]]) -> str:
    return f"| {' | '.join(map(_line, cells))} |"


def _line(inside: Sequence[Inline]) -> str:
    return "".join(map(_inline, inside))


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Code():
            return f"`{inline.text}`"
        case Formula():
            return f"${inline.tex}$"
        case Styled() | Hyperlink():
            return _line(inline.inside)
        case Break():
            return "\n"
        case _:
            assert_never(inline)
