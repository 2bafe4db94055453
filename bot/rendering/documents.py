"""What members write as blocks of Telegram messages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from bot.rendering.prose import formula, prose
from bot.rendering.runs import Block, Frame, Run, clean, web_address
from knowledge.weekly import document as d

_TAGS: Final = {
    d.Style.STRONG: "b",
    d.Style.EMPHASIS: "i",
    d.Style.STRUCK: "s",
    d.Style.UNDERLINED: "u",
}


def blocks(document: d.Document) -> list[Block]:
    """A text as blocks; a picture is a line that says so, `〔图：alt〕`, and a link shows its reference's number."""
    return list(chain.from_iterable(_block(block, Frame.NONE, 0) for block in document))


def runs(inside: Iterable[d.Inline], tags: tuple[str, ...] = ()) -> Iterator[Run]:
    """What stands in a line as runs, inside the given tags."""
    for one in inside:
        match one:
            case d.Text():
                yield from prose(clean(one.text), "page", tags)
            case d.Styled():
                tag = _TAGS[one.style]
                yield from runs(one.inside, tags if tag in tags else (*tags, tag))
            case d.Code():
                yield Run(clean(one.text), (*tags, "code"), whole=True)
            case d.Formula():
                yield formula(one.tex, tags)
            case d.Hyperlink():
                yield from _hyperlink(one, tags)
            case d.Break():
                yield Run("\n", tags)


def _hyperlink(link: d.Hyperlink, tags: tuple[str, ...]) -> Iterator[Run]:
    """The words as a link; none stands within another, and Telegram finds nothing by itself in one."""
    href = web_address(link.url)
    words = "".join(run.text for run in runs(link.inside)) or link.url
    yield Run(words, tags, href)
    if link.number is not None:
        yield Run(f"[{link.number}]", tags, whole=True)


def _block(block: d.Block, frame: Frame, depth: int) -> Iterator[Block]:
    match block:
        case d.Quote():
            yield from chain.from_iterable(_block(one, Frame.QUOTE, depth) for one in block.inside)
        case d.Items():
            yield from _items(block, frame, depth)
        case d.Table():
            yield from (_row(cells, frame, head=n == 0) for n, cells in enumerate((block.head, *block.rows)))
        case d.CodeBlock():
            yield Block((Run(clean(block.text)),), Frame.PRE, language=block.language)
        case _:
            yield Block(tuple(_alone(block)), frame)


def _alone(block: d.Paragraph | d.Heading | d.FormulaBlock | d.Picture | d.Rule) -> Iterator[Run]:
    """What is one paragraph of a message."""
    match block:
        case d.Paragraph():
            yield from runs(block.inside)
        case d.Heading():
            yield from runs(block.inside, ("b",))
        case d.FormulaBlock():
            yield formula(block.tex)
        case d.Picture():
            yield Run(f"〔图：{clean(block.alt)}〕" if block.alt else "〔图〕")
        case d.Rule():
            yield Run("———")


def _items(block: d.Items, frame: Frame, depth: int) -> Iterator[Block]:
    for n, item in enumerate(block.items):
        marker = "• " if block.start is None else f"{block.start + n}. "
        inside = list(chain.from_iterable(_block(one, frame, depth + 1) for one in item))
        for at, one in enumerate(inside):
            lead = "\u3000" * depth + marker if at == 0 else ""
            yield Block((Run(lead), *one.runs), one.frame, one.language, gap=1 if n or at else one.gap)


def _row(cells: Sequence[Sequence[d.Inline]], frame: Frame, *, head: bool) -> Block:
    parts: list[Run] = []
    for n, cell in enumerate(cells):
        parts += [Run(" | ")] * bool(n)
        parts += runs(cell, ("b",) if head else ())
    return Block(tuple(parts), frame, gap=2 if head else 1)
