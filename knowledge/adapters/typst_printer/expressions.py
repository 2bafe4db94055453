"""What members wrote, as Typst expressions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, assert_never

from knowledge.adapters.typst_printer.mathematics import mathematics
from knowledge.adapters.typst_printer.quoting import array, block, call, string
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
    Style,
    Styled,
    Table,
    Text,
)

_STYLES: Final = {
    Style.STRONG: "strong",
    Style.EMPHASIS: "emph",
    Style.STRUCK: "strike",
    Style.UNDERLINED: "underline",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may name: the numbers of the references, and the files of the pictures by id."""

    references: Collection[int]
    pictures: dict[int, str]


def blocks(document: Document, around: Surroundings) -> str:
    """A text as one content."""
    return block(_block(one, around) for one in document)


def line(inside: Iterable[Inline], around: Surroundings) -> str:
    """What stands in a line as one content."""
    return block(_inline(one, around) for one in inside) or '""'


def _block(one: Block, around: Surroundings) -> str:
    match one:
        case Paragraph(inside):
            return call("par", line(inside, around))
        case Heading(level, inside):
            return call("note-heading", str(level), line(inside, around))
        case Quote(inside):
            return call("quote", blocks(inside, around), block="true")
        case Items(items, start):
            return _items(items, start, around)
        case Table():
            return _table(one, around)
        case _:
            return _set_apart(one, around)


def _set_apart(one: CodeBlock | FormulaBlock | Picture | Rule, around: Surroundings) -> str:
    """A block that holds no others, and no lines of words."""
    match one:
        case CodeBlock(text, language):
            return call("raw", string(text), block="true", lang=string(language) if language else "none")
        case FormulaBlock(tex):
            return _equation(tex, displayed=True)
        case Picture(attachment, alt):
            file = around.pictures.get(attachment)
            return call("missing-picture" if file is None else "picture", string(file or alt), string(alt))
        case Rule():
            return call("rule")
        case _:
            assert_never(one)


def _inline(one: Inline, around: Surroundings) -> str:
    match one:
        case Text(text):
            return string(text)
        case Styled(style, inside):
            return call(_STYLES[style], line(inside, around))
        case Code(text):
            return call("raw", string(text))
        case Formula(tex):
            return _equation(tex, displayed=False)
        case Hyperlink(inside, url, number):
            known = str(number) if number in around.references else "none"
            return call("reference-link", string(url), line(inside, around), known)
        case Break():
            return call("linebreak")
        case _:
            assert_never(one)


def _equation(tex: str, *, displayed: bool) -> str:
    """A formula; its TeX where that is not understood."""
    shown = "true" if displayed else "false"
    content = mathematics(tex)
    if content is None:
        return call("raw", string(tex.strip()), block=shown)
    return call("math.equation", content, block=shown, alt=string(tex.strip()))


def _items(items: Iterable[Document], start: int | None, around: Surroundings) -> str:
    contents = [blocks(item, around) for item in items]
    if start is None:
        return call("list", *contents)
    return call("enum", *contents, start=str(start))


def _table(table: Table, around: Surroundings) -> str:
    head = array(line(cell, around) for cell in table.head)
    cells = array(line(cell, around) for row in table.rows for cell in row)
    return call("note-table", str(len(table.head)), head, cells)
