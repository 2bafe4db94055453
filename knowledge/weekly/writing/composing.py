"""A document as Markdown."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from knowledge.weekly.document import (
    Block,
    CodeBlock,
    Document,
    FormulaBlock,
    Heading,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Table,
    Text,
)
from knowledge.weekly.writing.marking import NOTHING, marked, put_together

_FENCE: Final = re.compile("^[ ]*(`{3,})", re.MULTILINE)

Located = Callable[[int], str]
"""Where the picture with this id is."""


def written(document: Document) -> str:
    """The document as Markdown; `parsed` gives the same document."""
    return composed(document, lambda attachment: f"attachment:{attachment}")


def composed(document: Document, located: Located) -> str:
    """The document as Markdown, with its pictures where they are."""
    return "\n".join(_lines(document, located))


def line(inlines: tuple[Inline, ...]) -> str:
    """One line as Markdown."""
    return put_together(marked(inlines))


def _lines(blocks: Document, located: Located) -> list[str]:
    found: list[str] = []
    before: Block | None = None
    turn = False
    for block in blocks:
        # two lists below one another would be one, had they the same marks
        turn = isinstance(block, Items) and isinstance(before, Items) and not turn
        if before is not None:
            found.append("")
        found += _items(block, located, turn=turn) if isinstance(block, Items) else _block(block, located)
        before = block
    return found


def _block(block: Block, located: Located) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from line(block.inside).split("\n")
        case Heading():
            title = line(block.inside)
            yield f"{'#' * block.level} {title}{NOTHING if title.endswith('#') else ''}"
        case CodeBlock():
            fence = "`" * max([3, *(len(each) + 1 for each in _FENCE.findall(block.text))])
            yield from (f"{fence}{block.language}", *block.text.split("\n"), fence)
        case FormulaBlock():
            yield from ("$$", *block.tex.split("\n"), "$$")
        case Quote():
            yield from (f"> {each}".rstrip() for each in _lines(block.inside, located))
        case Table():
            yield from _table(block)
        case Picture():
            alt = put_together(marked((Text(block.alt),) if block.alt else (), in_link=True))
            yield f"![{alt}]({located(block.attachment)})"
        case _:
            yield "___"


def _items(items: Items, located: Located, *, turn: bool) -> list[str]:
    found: list[str] = []
    for number, item in enumerate(items.items, items.start or 0):
        mark = ("*" if turn else "-") if items.start is None else f"{number}{')' if turn else '.'}"
        indent = " " * (len(mark) + 1)
        inside = _lines(item, located)
        found.append(f"{mark} {inside[0]}")
        found += [f"{indent}{each}" if each else "" for each in inside[1:]]
    return found


def _table(table: Table) -> list[str]:
    head, *rows = (
        "| " + " | ".join(line(cell).replace("|", "\\|") for cell in row) + " |" for row in (table.head, *table.rows)
    )
    return [head, "|" + " --- |" * len(table.head), *rows]
