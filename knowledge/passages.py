"""Entries cut into passages: what the index holds."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from knowledge.language import sentences
from knowledge.language.folding import simplify
from knowledge.reading import markdown
from knowledge.reading.markdown import Kind
from knowledge.records import Entry, Passage

_LEAST: Final = 200
_MOST: Final = 400
_SOFT_END: Final = re.compile(r"[，,、：:\s]")


class _Span(NamedTuple):
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def cut(entry: Entry) -> list[Passage]:
    """The passages of an entry in order, 200–400 characters each where its text allows it.

    A passage is a contiguous stretch of `entry.text` under one heading. Code, formulas and tables stay whole,
    however long; headings become the heading path.
    """
    return [
        Passage(entry.id, position, heading, entry.text[span.start : span.end].strip())
        for position, (heading, span) in enumerate(_by_heading(entry))
    ]


def wording(passage: Passage) -> str:
    """What of a passage is indexed and embedded: its heading path, then its text, in simplified characters."""
    return simplify(f"{' › '.join(passage.heading)}\n{passage.text}")


def fingerprint(passage: Passage) -> str:
    """The content hash of a passage's wording, 32 hexadecimal digits."""
    return hashlib.blake2b(wording(passage).encode(), digest_size=16).hexdigest()


def _by_heading(entry: Entry) -> Iterator[tuple[tuple[str, ...], _Span]]:
    for heading, spans in _sections(entry):
        for span in _packed(spans):
            yield heading, span


def _sections(entry: Entry) -> Iterator[tuple[tuple[str, ...], list[_Span]]]:
    """Each heading path with the stretches below it that must not be cut, where there are any."""
    path: list[tuple[int, str]] = []
    spans: list[_Span] = []
    for block in markdown.blocks(entry.text):
        if block.kind is not Kind.HEADING:
            spans.extend(_uncut(entry.text, block))
            continue
        if spans:
            yield _heading(entry, path), spans
            spans = []
        title = entry.text[block.start : block.end].strip().lstrip("#").strip()
        path = [(level, above) for level, above in path if level < block.level] + [(block.level, title)]
    if spans:
        yield _heading(entry, path), spans


def _heading(entry: Entry, path: list[tuple[int, str]]) -> tuple[str, ...]:
    return (entry.title, *(title for _, title in path if title != entry.title))


def _uncut(text: str, block: markdown.Block) -> Iterator[_Span]:
    span = _Span(block.start, block.end)
    if block.kind is Kind.BLANK or not text[span.start : span.end].strip():
        return
    if block.kind is not Kind.TEXT or span.length <= _LEAST:
        yield span
        return
    for start, end in sentences.spans(text[span.start : span.end]):
        yield from _bounded(text, _Span(span.start + start, span.start + end))


def _bounded(text: str, span: _Span) -> Iterator[_Span]:
    """A sentence as it is, or cut at its commas where it is longer than two passages."""
    if span.length <= 2 * _MOST:
        yield span
        return
    start = span.start
    while span.end - start > _MOST:
        soft = [match.end() for match in _SOFT_END.finditer(text, start + _LEAST, start + _MOST)]
        end = soft[-1] if soft else start + _MOST
        yield _Span(start, end)
        start = end
    yield _Span(start, span.end)


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
