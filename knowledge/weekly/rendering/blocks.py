"""A document as HTML for browsers and feed readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from markupsafe import Markup

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
from knowledge.weekly.rendering.escaping import escaped, web_address
from knowledge.weekly.rendering.formulas import drawing

NO_PICTURE: Final = "〔图片缺失〕"
TAGS: Final = {Style.STRONG: "strong", Style.EMPHASIS: "em", Style.STRUCK: "s", Style.UNDERLINED: "u"}
_LOWEST_HEADING: Final = 6
_EMPTY: Final = Markup("")


def tex(formula: str, _inline: bool) -> Markup:  # noqa: FBT001
    """A formula as it was typed."""
    return Markup("<code>{}</code>").format(escaped(formula))


def drawn(formula: str, inline: bool) -> Markup:  # noqa: FBT001
    """A formula as a drawing, else as it was typed."""
    svg = drawing(formula, inline=inline)
    if svg is None:
        return tex(formula, inline)
    return Markup(
        '<svg class="formula d{}" role="img" aria-label="{}" width="{}em" height="{}em" viewBox="{}">'
        '<path d="{}"/></svg>'
    ).format(svg.depth, escaped(formula), svg.width, svg.height, svg.box, svg.path)


def _no_number(_number: int) -> Markup:
    return _EMPTY


def levels(document: Document, highest: int) -> dict[int, int]:
    """The level that each level of heading in a document has below a title, without gaps."""
    used = sorted({block.level for block in document if isinstance(block, Heading)})
    return {level: min(highest + index, _LOWEST_HEADING) for index, level in enumerate(used)}


def cells(table: Table, inline: Callable[[tuple[Inline, ...]], Markup]) -> tuple[Markup, list[Markup]]:
    """The rows of a table: its head, and the others."""

    def row(tag: str, inside: tuple[tuple[Inline, ...], ...]) -> Markup:
        joined = _EMPTY.join(Markup("<{}>{}</{}>").format(tag, inline(cell), tag) for cell in inside)
        return Markup("<tr>{}</tr>").format(joined)

    return row("th", table.head), [row("td", one) for one in table.rows]


@dataclass(frozen=True, slots=True)
class Html:
    """Writes documents as HTML; `pictures` are their addresses by id, `cite` shows the number of a reference."""

    pictures: Mapping[int, str]
    formula: Callable[[str, bool], Markup] = drawn
    cite: Callable[[int], Markup] = _no_number

    def document(self, document: Document, highest: int = 2) -> Markup:
        """The document; its headings begin at level `highest`."""
        shown = levels(document, highest)
        return Markup("\n").join(self._block(block, shown) for block in document)

    def inline(self, inside: tuple[Inline, ...]) -> Markup:
        """What stands inside a line."""
        return _EMPTY.join(self._inline(one) for one in inside)

    def _block(self, block: Block, shown: Mapping[int, int]) -> Markup:
        match block:
            case Quote():
                return Markup("<blockquote>\n{}\n</blockquote>").format(self.document(block.inside, _LOWEST_HEADING))
            case Items():
                return self._items(block)
            case Table():
                return self._table(block)
            case Heading():
                level = shown[block.level]
                return Markup("<h{}>{}</h{}>").format(level, self.inline(block.inside), level)
            case _:
                return self._leaf(block)

    def _leaf(self, block: Paragraph | CodeBlock | FormulaBlock | Picture | Rule) -> Markup:
        match block:
            case Paragraph():
                return Markup("<p>{}</p>").format(self.inline(block.inside))
            case CodeBlock():
                return Markup('<pre tabindex="0"><code>{}</code></pre>').format(escaped(block.text))
            case FormulaBlock():
                return Markup('<p class="display">{}</p>').format(self.formula(block.tex, False))  # noqa: FBT003
            case Picture():
                return self._picture(block)
            case Rule():
                return Markup("<hr>")
            case _:
                assert_never(block)

    def _items(self, block: Items) -> Markup:
        items = Markup("\n").join(Markup("<li>{}</li>").format(self._item(item)) for item in block.items)
        if block.start is None:
            return Markup("<ul>\n{}\n</ul>").format(items)
        return Markup('<ol start="{}">\n{}\n</ol>').format(block.start, items)

    def _item(self, item: tuple[Block, ...]) -> Markup:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self.inline(item[0].inside)
        return self.document(item, _LOWEST_HEADING)

    def _table(self, table: Table) -> Markup:
        head, rows = cells(table, self.inline)
        body = Markup("\n").join(rows)
        return Markup(
            '<div class="table" tabindex="0"><table>\n<thead>{}</thead>\n<tbody>\n{}\n</tbody></table></div>'
        ).format(head, body)

    def _picture(self, picture: Picture) -> Markup:
        address, alt = self.pictures.get(picture.attachment), escaped(picture.alt)
        if address is None:
            return Markup("<p>{}{}</p>").format(NO_PICTURE, alt)
        caption = Markup("<figcaption>{}</figcaption>").format(alt) if alt else ""
        return Markup('<figure><img src="{}" alt="{}" loading="lazy">{}</figure>').format(address, alt, caption)

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Text():
                return escaped(inline.text)
            case Styled():
                return self._styled(inline)
            case Code():
                return Markup("<code>{}</code>").format(escaped(inline.text))
            case Formula():
                return self.formula(inline.tex, True)  # noqa: FBT003
            case Hyperlink():
                return self._hyperlink(inline)
            case Break():
                return Markup("<br>\n")
            case _:
                assert_never(inline)

    def _styled(self, styled: Styled) -> Markup:
        inside, tag = self.inline(styled.inside), TAGS[styled.style]
        latin = styled.style is Style.EMPHASIS and inside.isascii()  # slanted, where Chinese words get dots
        return Markup("<{}{}>{}</{}>").format(tag, Markup(' lang="en"') if latin else "", inside, tag)

    def _hyperlink(self, link: Hyperlink) -> Markup:
        words, address = self.inline(link.inside), web_address(link.url)
        cited = self.cite(link.number) if link.number is not None else _EMPTY
        if address is None:
            return words + cited
        return Markup('<a href="{}" rel="noopener nofollow ugc">{}</a>').format(address, words or address) + cited
