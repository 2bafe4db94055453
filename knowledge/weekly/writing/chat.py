"""A message of Telegram as Markdown: what its author styled gets its marks, the rest stays as it was typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from knowledge.weekly.writing.addresses import web_address
from knowledge.weekly.writing.marking import Kind, Piece, code, destination, put_together

_MARKS: Final = {
    "bold": ("**", "**"),
    "italic": ("*", "*"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("~~", "~~"),
}
_ORDER: Final = ("link", *_MARKS, "code")
_QUOTES: Final = ("blockquote", "expandable_blockquote")
_BARE: Final = re.compile(r"[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)
"""An address without its scheme; a path must follow, for Telegram takes `train.py` and `readme.md` for hosts."""
_NEW_LINE: Final = re.compile(r"(\s*\n\s*)")
_RUN: Final = re.compile(r"\s+|\S+(?:[^\S\n]+\S+)*")
_LANGUAGE: Final = re.compile(r"[\w+#.-]{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Span:
    """An entity, in characters."""

    kind: str
    start: int
    end: int
    value: str = ""


def from_chat(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """A message's text and entities, as the Bot API gives them, as Markdown.

    Without an entity that styles, the text is Markdown as it was typed. Offsets count UTF-16 units.
    Source: https://core.telegram.org/bots/api#messageentity
    """
    spans = sorted(_spans(text, entities), key=lambda span: (span.start, -span.end))
    if not spans:
        return text
    return "\n\n".join(filter(None, _blocks(text, (0, len(text)), spans)))


def _spans(text: str, entities: Sequence[Mapping[str, Any]]) -> Iterator[_Span]:
    places = [0]
    for place, character in enumerate(text):
        places += [place + 1] if ord(character) <= 0xFFFF else [place, place + 1]  # noqa: PLR2004  one UTF-16 unit
    for entity in entities:
        start = places[max(0, min(int(entity["offset"]), len(places) - 1))]
        end = places[max(0, min(int(entity["offset"]) + int(entity["length"]), len(places) - 1))]
        span = _span(entity, text, start, end)
        if span is not None and start < end:
            yield span


def _span(entity: Mapping[str, Any], text: str, start: int, end: int) -> _Span | None:
    kind = str(entity["type"])
    if kind in _MARKS or kind in _QUOTES or kind == "code":
        return _Span("quote" if kind in _QUOTES else kind, start, end)
    if kind == "pre":
        language = _LANGUAGE.fullmatch(str(entity.get("language") or ""))
        return _Span(kind, start, end, language[0] if language else "")
    if kind == "url" and _BARE.fullmatch(text[start:end]) and text[start - 1 : start] not in {"(", "`", "<", "/"}:
        address = web_address(f"https://{text[start:end]}")
    else:
        address = web_address(str(entity.get("url", ""))) if kind == "text_link" else None
    return _Span("link", start, end, address) if address else None


def _blocks(text: str, within: tuple[int, int], spans: Sequence[_Span]) -> Iterator[str]:
    """The paragraphs, listings and quotations of a stretch."""
    at, end = within
    for block in spans:
        if block.kind not in {"pre", "quote"} or block.start < at or block.end > end:
            continue
        yield _inline(text, (at, block.start), spans).strip("\n")
        at = block.end
        if block.kind == "pre":
            yield _listing(text[block.start : block.end], block.value)
        else:
            inner = "\n\n".join(filter(None, _blocks(text, (block.start, block.end), _inner(spans, block))))
            yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    yield _inline(text, (at, end), spans).strip("\n")


def _inner(spans: Sequence[_Span], block: _Span) -> list[_Span]:
    return [span for span in spans if span.kind != "quote" and span.start < block.end and span.end > block.start]


def _listing(lines: str, language: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", lines))])
    return f"{fence}{language}\n{lines.strip(chr(10))}\n{fence}"


def _inline(text: str, within: tuple[int, int], spans: Sequence[_Span]) -> str:
    """A stretch with its styles, each opened and closed on its own line, where there is no space beside the mark."""
    active = [span for span in spans if span.kind in _ORDER]
    edges = {*within, *(min(max(edge, within[0]), within[1]) for span in active for edge in (span.start, span.end))}
    stretches: list[tuple[str, tuple[_Span, ...]]] = []
    for start, end in pairwise(sorted(edges)):
        covering = _distinct([span for span in active if span.start <= start and span.end >= end])
        found = (each[0] for line in _NEW_LINE.split(text[start:end]) for each in _RUN.finditer(line))
        stretches += [(words, covering) for words in found]
    return put_together(_pieces(_unspaced(stretches)))


def _distinct(spans: Sequence[_Span]) -> tuple[_Span, ...]:
    first = {span.kind: span for span in reversed(spans)}
    return tuple(first[kind] for kind in _ORDER if kind in first)


def _unspaced(stretches: Sequence[tuple[str, tuple[_Span, ...]]]) -> Iterator[tuple[str, tuple[_Span, ...]]]:
    """The stretches, where a space has only the styles that both of its sides have, and a new line has none."""
    for place, (text, styles) in enumerate(stretches):
        if not text.isspace():
            yield text, styles
            continue
        before = next((each for words, each in reversed(stretches[:place]) if not words.isspace()), ())
        after = next((each for words, each in stretches[place + 1 :] if not words.isspace()), ())
        yield text, () if "\n" in text else _shared(before, after)


def _shared(one: tuple[_Span, ...], other: tuple[_Span, ...]) -> tuple[_Span, ...]:
    length = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[: min(len(one), len(other)) if length is None else length]


def _pieces(stretches: Iterator[tuple[str, tuple[_Span, ...]]]) -> Iterator[Piece]:
    opened: tuple[_Span, ...] = ()
    for text, styles in [*stretches, ("", ())]:
        kept = _shared(opened, styles)
        for span in reversed(opened[len(kept) :]):
            yield from _mark(span, opens=False)
        for span in styles[len(kept) :]:
            yield from _mark(span, opens=True)
        opened = styles
        if any(span.kind == "code" for span in styles):
            yield Piece(Kind.CODE, code(text))
        elif text:
            in_link = any(span.kind == "link" for span in styles)
            yield Piece(Kind.RAW, text.replace("[", "&#91;").replace("]", "&#93;") if in_link else text)


def _mark(span: _Span, *, opens: bool) -> Iterator[Piece]:
    if span.kind == "link":
        yield Piece(Kind.RAW, "[" if opens else f"]({destination(span.value)})")
    elif span.kind != "code":
        yield Piece(Kind.OPENS if opens else Kind.CLOSES, _MARKS[span.kind][not opens])
