"""A document as the lean HTML that WeChat's editor keeps: no links but its own, no lists, classes, ids or divs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, assert_never
from urllib.parse import urlsplit

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
    Styled,
    Table,
    Text,
)
from knowledge.weekly.rendering.blocks import NO_PICTURE, TAGS, cells, tex
from knowledge.weekly.rendering.escaping import escaped, host_of, visible, web_address
from knowledge.weekly.rendering.formulas import drawing
from knowledge.weekly.writing import plain

P_STYLE: Final = "margin:0 0 1em"
_EMPTY: Final = Markup("")
_OWN_HOST: Final = "mp.weixin.qq.com"


def drawn(formula: str, inline: bool) -> Markup:  # noqa: FBT001
    """A formula as a drawing that needs nothing around it, else as it was typed."""
    svg = drawing(formula, inline=inline)
    if svg is None:
        return tex(formula, inline)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}em" height="{}em" viewBox="{}" fill="currentColor"'
        ' style="vertical-align:-{:g}em"><path d="{}"/></svg>'
    ).format(svg.width, svg.height, svg.box, svg.depth / 10, svg.path)


def paragraph(inside: Markup) -> Markup:
    """A paragraph."""
    return Markup('<p style="{}">{}</p>').format(P_STYLE, inside)


@dataclass(frozen=True, slots=True)
class WechatHtml:
    """Writes documents for WeChat; `pictures` are their numbers in the kit by id, `titles` those of references."""

    pictures: Mapping[int, int]
    titles: Mapping[int, str]
    formula: Callable[[str, bool], Markup] = drawn

    def document(self, document: Document) -> Markup:
        """The document, without line breaks of its own."""
        return _EMPTY.join(self._block(block) for block in document)

    def inline(self, inside: tuple[Inline, ...]) -> Markup:
        """What stands inside a line."""
        return _EMPTY.join(self._inline(one) for one in inside)

    def _block(self, block: Block) -> Markup:
        match block:
            case Quote():
                return Markup("<blockquote>{}</blockquote>").format(self.document(block.inside))
            case Items():
                first = block.start
                marks = (f"{first + index}. " if first is not None else "• " for index in range(len(block.items)))
                return _EMPTY.join(self._item(mark, item) for mark, item in zip(marks, block.items, strict=True))
            case Table():
                return self._table(block)
            case _:
                return self._leaf(block)

    def _leaf(self, block: Paragraph | Heading | CodeBlock | FormulaBlock | Picture | Rule) -> Markup:
        match block:
            case Paragraph():
                return paragraph(self.inline(block.inside))
            case Heading():
                return Markup("<h4>{}</h4>").format(self.inline(block.inside))
            case CodeBlock():
                return Markup("<pre><code>{}</code></pre>").format(_code(block.text))
            case FormulaBlock():
                return paragraph(self.formula(block.tex, False))  # noqa: FBT003
            case Picture():
                return paragraph(self._picture(block))
            case Rule():
                return paragraph(Markup("———"))
            case _:
                assert_never(block)

    def _item(self, mark: str, item: tuple[Block, ...]) -> Markup:
        """One item: its first paragraph behind its mark, and what else there is below."""
        first, rest = item[:1], item
        inside = _EMPTY
        if first and isinstance(first[0], Paragraph):
            inside, rest = self.inline(first[0].inside), item[1:]
        return Markup("<section>{}{}{}</section>").format(mark, inside, self.document(rest))

    def _table(self, table: Table) -> Markup:
        head, rows = cells(table, self.inline)
        return Markup('<table border="1">{}{}</table>').format(head, _EMPTY.join(rows))

    def _picture(self, picture: Picture) -> Markup:
        number, alt = self.pictures.get(picture.attachment), escaped(picture.alt)
        if number is None:
            return Markup("{}{}").format(NO_PICTURE, alt)
        return Markup("<strong>【此处插入图片 {}{}】</strong>").format(number, Markup("：") + alt if alt else "")

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Text():
                return escaped(inline.text)
            case Styled():
                tag = TAGS[inline.style]
                return Markup("<{}>{}</{}>").format(tag, self.inline(inline.inside), tag)
            case Code():
                return Markup("<code>{}</code>").format(_code(inline.text))
            case Formula():
                return self.formula(inline.tex, True)  # noqa: FBT003
            case Hyperlink():
                return self._hyperlink(inline)
            case Break():
                return Markup("<br>")
            case _:
                assert_never(inline)

    def _hyperlink(self, link: Hyperlink) -> Markup:
        words = self.inline(link.inside)
        if web_address(plain((Paragraph(link.inside),)).strip()) is not None or not words:
            title = self.titles.get(link.number or 0, "")
            words = escaped(title if title and web_address(title) is None else host_of(link.url))
        if is_wechat(link.url):
            words = Markup('<a href="{}">{}</a>').format(visible(link.url).strip(), words)
        return words + (Markup("<sup>[{}]</sup>").format(link.number) if link.number is not None else _EMPTY)


def is_wechat(url: str) -> bool:
    """Whether an address is an article of WeChat's, the only links that it lets stand."""
    address = web_address(url)
    return address is not None and urlsplit(address).hostname == _OWN_HOST


def _code(text: str) -> Markup:
    """Code whose lines and spaces survive an editor that folds white space."""
    lines = (escaped(line.replace("\t", "    ")).replace(" ", Markup("&nbsp;")) for line in text.split("\n"))
    return Markup("<br>").join(lines)
