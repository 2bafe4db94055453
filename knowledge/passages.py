"""Entries cut into passages: what the index holds."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from knowledge.language import sentences
from knowledge.language.folding import simplify
from knowledge.reading import markdown
from knowledge.reading.markdown import Block, Kind
from knowledge.records import Entry, Passage

_LEAST: Final = 200
_MOST: Final = 400
_LARGEST: Final = 2000
_AT_HAND: Final = 2048
"""Wordings that are kept: what is found for one question is looked at several times, and for the next ones again."""
_SOFT_END: Final = re.compile(
    r"\$[^$\n]{1,1000}\$|`[^`\n]{1,1000}`|\\\([^\n]{1,1000}?\\\)|https?://[!-~]+|[，,、：:\s]"
)
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•][ \t]|\(?\d{1,3}(?:[.)](?!\d)|）|、)|（\d{1,3}）|[①-⑳])")


class _Span(NamedTuple):
    """A stretch of an entry's text that is not cut; one that `leads` stays with what follows it."""

    start: int
    end: int
    leads: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


def cut(entry: Entry) -> list[Passage]:
    """The passages of an entry in order, 200–400 characters each where its text allows it.

    A passage is a contiguous stretch of `entry.text` under one heading; headings become the heading path. Formulas
    stay whole, however long; code and tables up to 2000 characters, longer ones are cut between lines. A list item
    stays whole up to 800, and the line that leads to a list, a formula, code or a table stays with the first of it.
    """
    return [
        Passage(entry.id, position, heading, entry.text[span.start : span.end].strip())
        for position, (heading, span) in enumerate(_by_heading(entry))
    ]


@lru_cache(maxsize=_AT_HAND)
def wording(passage: Passage) -> str:
    """What of a passage is indexed and embedded: its heading path, then its text, in simplified characters."""
    return simplify(f"{' › '.join(passage.heading)}\n{passage.text}")


def fingerprint(passage: Passage) -> str:
    """The content hash of a passage's wording, 32 hexadecimal digits."""
    return hashlib.blake2b(wording(passage).encode(), digest_size=16).hexdigest()


def _by_heading(entry: Entry) -> Iterator[tuple[tuple[str, ...], _Span]]:
    for heading, blocks in _sections(entry):
        start, end = blocks[0].start, blocks[-1].end
        if len(entry.text[start:end].strip()) <= _MOST:
            yield heading, _Span(start, end)
        else:
            for span in _packed(_led(_uncut(entry.text, blocks))):
                yield heading, span


def _sections(entry: Entry) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Each heading path with the blocks right below it, where there is anything in them."""
    path: list[tuple[int, str]] = []
    below: list[Block] = []
    for block in markdown.stretches(entry.text):
        if block.kind is not Kind.HEADING:
            if below or not entry.text[block.start : block.end].isspace():
                below.append(block)
            continue
        if below:
            yield _heading(entry, path), below
            below = []
        title = entry.text[block.start : block.end].strip().lstrip("#").strip()
        path = [(level, above) for level, above in path if level < block.level] + [(block.level, title)]
    if below:
        yield _heading(entry, path), below


def _heading(entry: Entry, path: list[tuple[int, str]]) -> tuple[str, ...]:
    return (entry.title, *(title for _, title in path if title != entry.title))


def _uncut(text: str, blocks: list[Block]) -> Iterator[_Span]:
    for block in blocks:
        if block.kind is Kind.TEXT:
            yield from _prose(text, block)
        elif block.kind is Kind.MATH or block.end - block.start <= _LARGEST:
            yield _Span(block.start, block.end)
        else:
            yield from _by_lines(text, block)


def _by_lines(text: str, block: Block) -> Iterator[_Span]:
    """A long block in parts of whole lines, each nearly as long as a block may be, the last ones alike."""
    most = (block.end - block.start) / -(-(block.end - block.start) // _LARGEST)
    start = end = block.start
    for line in markdown.lines(text, block):
        if line.end - start > _LARGEST and end > start:
            yield _Span(start, end)
            start = end
        end = line.end
        if end - start >= most:
            yield _Span(start, end)
            start = end
    if start < end:
        yield _Span(start, end)


def _prose(text: str, block: Block) -> Iterator[_Span]:
    """Its list items, and the sentences of the rest; a short line stays whole."""
    for span in _paragraphs(text, block):
        is_item = _ITEM.match(text, span.start) is not None
        if span.length <= (2 * _MOST if is_item else _LEAST):
            yield _leading(text, span)
            continue
        for start, end in sentences.spans(text[span.start : span.end]):
            for part in _bounded(text, _Span(span.start + start, span.start + end)):
                yield _leading(text, part)


def _paragraphs(text: str, block: Block) -> Iterator[_Span]:
    """Its lines; to a list item belong the lines right below it, and those further down that are indented."""
    open_item: _Span | None = None
    parted = False
    for line in markdown.lines(text, block):
        if line.kind is Kind.BLANK:
            parted = True
            continue
        is_item = _ITEM.match(text, line.start) is not None
        if open_item and not is_item and (not parted or text[line.start].isspace()):
            open_item = _Span(open_item.start, line.end)
        else:
            if open_item:
                yield open_item
            open_item = _Span(line.start, line.end) if is_item else None
            if not is_item:
                yield _Span(line.start, line.end)
        parted = False
    if open_item:
        yield open_item


def _leading(text: str, span: _Span) -> _Span:
    return span._replace(leads=text[span.start : span.end].rstrip().endswith(("：", ":")))


def _bounded(text: str, span: _Span) -> Iterator[_Span]:
    """A sentence as it is, or cut at its commas where it is longer than two passages."""
    if span.length <= 2 * _MOST:
        yield span
        return
    start = end = span.start
    for match in _SOFT_END.finditer(text, span.start, span.end):
        while match.start() - start > _MOST:
            end = end if end - start >= _LEAST else min(start + _MOST, match.start())
            yield _Span(start, end)
            start = end
        end = match.end()
    while span.end - start > _MOST:
        end = end if end - start >= _LEAST else start + _MOST
        yield _Span(start, end)
        start = end
    yield _Span(start, span.end)


def _led(spans: Iterable[_Span]) -> list[_Span]:
    """Each lead-in joined with what it leads to."""
    led: list[_Span] = []
    for span in spans:
        if led and led[-1].leads and led[-1].length <= _MOST:
            led[-1] = _Span(led[-1].start, span.end, span.leads)
        else:
            led.append(span)
    return led


def _packed(spans: list[_Span]) -> list[_Span]:
    """Neighbours joined until they are long enough; a short rest joins what is before it."""
    packed = [spans[0]]
    for span in spans[1:]:
        last = packed[-1]
        together = _Span(last.start, span.end)
        if together.length <= _MOST or (last.length < _LEAST and together.length <= 2 * _MOST):
            packed[-1] = together
        else:
            packed.append(span)
    if len(packed) > 1 and packed[-1].length < _LEAST // 2 and packed[-1].end - packed[-2].start <= 1.5 * _MOST:
        packed[-2:] = [_Span(packed[-2].start, packed[-1].end)]
    return packed
