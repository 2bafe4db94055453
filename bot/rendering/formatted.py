"""What somebody has written with Telegram's formatting, as HTML of our own: nothing but what is known passes."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.rendering.layout import messages
from bot.rendering.runs import Block, Frame, Run, clean, web_address

_TAGS: Final = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
}
_FRAMES: Final = {"pre": Frame.PRE, "blockquote": Frame.QUOTE, "expandable_blockquote": Frame.FOLDED}
_LINK: Final = "text_link"


@dataclass(frozen=True, slots=True)
class Style:
    """A stretch of text in one style, by Telegram's word for it; `begins` and `ends` count UTF-16 units."""

    kind: str
    begins: int
    ends: int
    url: str | None = None


def formatted(text: str, styles: Sequence[Style]) -> list[str]:
    """The text as HTML messages; links lead to the web or nowhere."""
    units = text.encode("utf-16-le", "surrogatepass")
    return messages(list(_blocks(units, styles)))


def _blocks(units: bytes, styles: Sequence[Style]) -> Iterator[Block]:
    """Quotations and listings as blocks of their own, and what stands between them."""
    framed = sorted((one for one in styles if one.kind in _FRAMES), key=lambda one: one.begins)
    at, end = 0, len(units) // 2
    for frame in framed:
        if frame.begins < at:  # one inside another
            continue
        yield Block(_runs(units, at, frame.begins, styles), gap=1)
        yield Block(_runs(units, frame.begins, frame.ends, styles), _FRAMES[frame.kind], gap=1)
        at = frame.ends
    yield Block(_runs(units, at, end, styles), gap=1)


def _runs(units: bytes, begins: int, ends: int, styles: Sequence[Style]) -> tuple[Run, ...]:
    """The text between two places, cut wherever a style begins or ends."""
    inside = [one for one in styles if one.begins < ends and one.ends > begins]
    edges = {begins, ends} | {place for one in inside for place in (one.begins, one.ends) if begins < place < ends}
    return tuple(_run(units, *stretch, inside) for stretch in itertools.pairwise(sorted(edges)))


def _run(units: bytes, begins: int, ends: int, styles: Sequence[Style]) -> Run:
    text = clean(units[begins * 2 : ends * 2].decode("utf-16-le", "replace"))
    over = [one for one in styles if one.begins <= begins and one.ends >= ends]
    tags = tuple(dict.fromkeys(_TAGS[one.kind] for one in over if one.kind in _TAGS))
    link = next((web_address(one.url) for one in over if one.kind == _LINK), None)
    return Run(text, ("code",) if "code" in tags else tags, link)
