"""What changed between two wordings: sentences first, then words, and Chinese by characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

_SENTENCE: Final = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+|\n+|$)")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_'-]+|\s+|.", re.DOTALL)
_LARGEST: Final = 4_000_000
"""Pairs of tokens: beyond them a stretch counts as wholly replaced, because comparing it would take seconds."""
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
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece(Change.SAME, "".join(before[a:b]))
        else:
            yield from _by_words("".join(before[a:b]), "".join(after[c:d]))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > _LARGEST or matcher.ratio() < _ALIKE:
        yield from (Piece(Change.REMOVED, before), Piece(Change.ADDED, after))
        return
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            yield Piece(Change.SAME, "".join(old[a:b]))
        else:
            yield from (Piece(Change.REMOVED, "".join(old[a:b])), Piece(Change.ADDED, "".join(new[c:d])))


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one fate as one, without empty ones."""
    told = (piece for piece in pieces if piece.text)
    return tuple(
        Piece(change, "".join(piece.text for piece in run)) for change, run in groupby(told, key=lambda one: one.change)
    )
