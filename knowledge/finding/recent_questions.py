"""The vectors of the last questions: one is recalled by its meaning first, then found by it, for one embedding."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from knowledge.ports import Embedder
from knowledge.records import Vector

_KEPT: Final = 64  # questions in work at a time, with room; 100 KB


class RecentQuestions:
    """An `Embedder` that asks another once for a question that comes again soon; it keeps no words, only hashes."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self._embedder = embedder
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        key = blake2b(text.encode(), digest_size=16).digest()
        if key not in self._vectors:
            self._vectors[key] = await self._embedder.question(text)
        self._vectors.move_to_end(key)
        vector = self._vectors[key]
        if len(self._vectors) > _KEPT:
            self._vectors.popitem(last=False)
        return vector

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages."""
        return await self._embedder.passages(texts)

    def __getattr__(self, name: str) -> object:
        """Whatever else the other can: a `MessageEmbedder` stays one."""
        return getattr(self._embedder, name)
