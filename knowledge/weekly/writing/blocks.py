"""What stands below one another, from the parser's tokens."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from markdown_it.token import Token

from knowledge.weekly.document import (
    Block,
    CodeBlock,
    FormulaBlock,
    Heading,
    Inline,
    Items,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from knowledge.weekly.writing.addresses import web_address
from knowledge.weekly.writing.inlines import Line, linked
from knowledge.weekly.writing.tidying import unbroken
from knowledge.weekly.writing.visible import spaced, visible

_TASK: Final = re.compile(r"\[([ xX])\] +(?=\S)")
_LANGUAGE: Final = re.compile(r"[\w+#.-]{1,20}", re.ASCII)
_GREATEST_START: Final = 999_999

_Tokens = Iterator[Token]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Builds the blocks of a text; `notes` are the footnotes by label, `used` the addresses that links lead to."""

    notes: Mapping[str, Sequence[Token]]
    used: frozenset[str]

    def of(self, tokens: _Tokens) -> Iterator[Block]:
        """The blocks up to the end of what they stand in."""
        for token in tokens:
            if token.nesting < 0:
                return
            made = self._MADE.get(token.type)
            if made is not None:
                yield from made(self, token, tokens)

    def _prose(self, token: Token, tokens: _Tokens) -> Iterator[Block]:
        line = Line(self.notes)
        inside = line.of(next(tokens).children or ())
        next(tokens)
        if token.type == "heading_open" and (heading := unbroken(inside)):
            yield Heading(int(token.tag[1:]), heading)
        elif token.type == "paragraph_open" and inside:
            yield Paragraph(inside)
        yield from line.pictures

    def _quote(self, _token: Token, tokens: _Tokens) -> Iterator[Block]:
        inside = tuple(self.of(tokens))
        if inside:
            yield Quote(inside)

    def _items(self, token: Token, tokens: _Tokens) -> Iterator[Block]:
        items: list[tuple[Block, ...]] = []
        for each in tokens:
            if each.nesting < 0:
                break
            items.append(_task(tuple(self.of(tokens))))
        kept = tuple(filter(None, items))
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        if kept:
            yield Items(kept, None if start is None else min(start, _GREATEST_START))

    def _table(self, _token: Token, tokens: _Tokens) -> Iterator[Block]:
        line, rows = Line(self.notes), list[list[tuple[Inline, ...]]]()
        for each in tokens:
            if each.type == "table_close":
                break
            if each.type == "tr_open":
                rows.append([])
            elif each.type == "inline":
                rows[-1].append(unbroken(line.of(each.children or ())))
        head, *others = map(tuple, rows)
        yield Table(head, tuple(others))
        yield from line.pictures

    def _code(self, token: Token, _tokens: _Tokens) -> Iterator[Block]:
        language = _LANGUAGE.match(token.info.strip())
        lines = spaced_code(token.content)
        if lines:
            yield CodeBlock(lines, language[0] if language else "")

    def _formula(self, token: Token, _tokens: _Tokens) -> Iterator[Block]:
        yield FormulaBlock(token.content)

    def _rule(self, _token: Token, _tokens: _Tokens) -> Iterator[Block]:
        yield Rule()

    def _definition(self, token: Token, _tokens: _Tokens) -> Iterator[Block]:
        """An address that the author listed and nothing in the text leads to."""
        url, label = web_address(str(token.meta["url"])), spaced(visible(str(token.meta["label"]))).strip()
        if url is None or url not in self.used:
            inside: tuple[Inline, ...] = (Text(" ".join(label.split())),) if label else ()
            link = linked(inside, url) if url else None
            if link or inside:
                yield Paragraph((link,) if link else inside)

    def _footnote(self, token: Token, tokens: _Tokens) -> Iterator[Block]:
        inside = tuple(self.of(tokens))
        if str(token.meta["label"]) not in self.notes:
            yield from inside

    _MADE: ClassVar[Mapping[str, "_Made"]] = {
        "paragraph_open": _prose,
        "heading_open": _prose,
        "blockquote_open": _quote,
        "bullet_list_open": _items,
        "ordered_list_open": _items,
        "table_open": _table,
        "fence": _code,
        "displayed_formula": _formula,
        "hr": _rule,
        "definition": _definition,
        "footnote_reference_open": _footnote,
    }


_Made = Callable[[Blocks, Token, _Tokens], Iterator[Block]]


def spaced_code(text: str) -> str:
    """Lines of code without what is invisible, spaces at their ends, and empty lines around them."""
    lines = [line.rstrip() for line in visible(text).expandtabs(4).split("\n")]
    return "\n".join(lines).strip("\n")


def _task(item: tuple[Block, ...]) -> tuple[Block, ...]:
    """An item with its box as a character: `[x]` is ☑."""
    first = item[0] if item else None
    if not isinstance(first, Paragraph) or not isinstance(first.inside[0], Text):
        return item
    text = first.inside[0].text
    if (box := _TASK.match(text)) is None:
        return item
    shown = f"{'☐' if box[1] == ' ' else '☑'} {text[box.end() :]}"
    return (replace(first, inside=(Text(shown), *first.inside[1:])), *item[1:])
