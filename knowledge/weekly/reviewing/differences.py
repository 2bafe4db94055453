"""What changed between two wordings: sentences first, then words, and Chinese by characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Indel

_SENTENCE: Final = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+|\n+|$)")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_'-]+|\s+|.", re.DOTALL)
_ALIKE: Final = 0.3
"""Stretches that share less than this read better as one replaced by the other."""


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both wordings in order: without the removed ones they are `after`, without the added `before`."""
    return _joined(_by_sentences(_SENTENCE.findall(before), _SENTENCE.findall(after)))


def elided(pieces: Sequence[Piece], context: int) -> tuple[Piece, ...]:
    """The same with long unchanged stretches cut down to so many characters beside what changed."""
    last = len(pieces) - 1
    return tuple(
        replace(piece, text=_cut(piece.text, 0 if at == 0 else context, 0 if at == last else context))
        if piece.change is Change.SAME
        else piece
        for at, piece in enumerate(pieces)
    )


def _cut(text: str, at_head: int, at_tail: int) -> str:
    head, tail = text[:at_head], text[len(text) - at_tail :]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def _by_sentences(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for same, gone, new in _stretches(before, after):
        if same:
            yield Piece(Change.SAME, "".join(gone))
        else:
            yield from _by_words("".join(gone), "".join(new))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if Indel.normalized_similarity(old, new) < _ALIKE:
        yield from (Piece(Change.REMOVED, before), Piece(Change.ADDED, after))
        return
    for same, gone, added in _stretches(old, new):
        if same:
            yield Piece(Change.SAME, "".join(gone))
        else:
            yield from (Piece(Change.REMOVED, "".join(gone)), Piece(Change.ADDED, "".join(added)))


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """What both have and what only one has, in turn; by a library whose time does not depend on what is said twice."""
    at = to = 0
    for block in Indel.opcodes(before, after).as_matching_blocks():
        yield False, before[at : block.a], after[to : block.b]
        at, to = block.a + block.size, block.b + block.size
        yield True, before[block.a : at], after[block.b : to]


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one fate as one, without empty ones."""
    told = (piece for piece in pieces if piece.text)
    return tuple(
        Piece(change, "".join(piece.text for piece in run)) for change, run in groupby(told, key=lambda one: one.change)
    )
