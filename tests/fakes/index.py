"""An index in memory."""

from collections.abc import Sequence

from knowledge.language.words import words
from knowledge.passages import wording
from knowledge.records import (
    Hit,
    IndexedPassage,
    Passage,
    Rankings,
    Vector,
)


class MemoryIndex:
    """An `Index` of a dictionary: by words the share of those asked for, by meaning the cosine."""

    def __init__(self) -> None:
        self._held: dict[int, IndexedPassage] = {}
        self._position = 0

    def position(self) -> int:
        """The position it was moved to."""
        return self._position

    def count(self) -> int:
        """How many passages it holds."""
        return len(self._held)

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in."""
        self._held |= {each.id: each for each in upserts}
        for number in gone:
            self._held.pop(number, None)
        self._position = position

    async def search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        """Rank what it holds."""
        lexical = {number: _shared(words, each.passage) for number, each in self._held.items()}
        dense = {
            number: float(each.vector @ vector)
            for number, each in self._held.items()
            if each.vector is not None and vector is not None
        }
        return Rankings(_ranked({n: score for n, score in lexical.items() if score}, limit), _ranked(dense, limit))

    async def reset(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._position = 0

    async def optimise(self) -> None:
        """Nothing to build."""


def _shared(asked: Sequence[str], passage: Passage) -> float:
    have = set(words(wording(passage)))
    return sum(word in have for word in asked) / max(len(asked), 1)


def _ranked(scores: dict[int, float], limit: int) -> tuple[Hit, ...]:
    best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
    return tuple(Hit(number, rank, scores[number]) for rank, number in enumerate(best))
