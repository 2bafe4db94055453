"""The vectors of the last questions: one is recalled by its meaning first, then found by it, for one embedding."""

from collections import OrderedDict
from hashlib import blake2b
from typing import Final

from knowledge.ports import Embedder
from knowledge.records import Vector

_KEPT: Final = 64  # questions in work at a time, with room; 100 KB


class RecentQuestions:
    """Has an embedder embed a question once that comes again soon; it keeps no words, only hashes."""

    def __init__(self) -> None:
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()

    async def vector(self, embedder: Embedder, text: str) -> Vector:
        """The vector of a question.

        Raises:
            EmbedderRefused: the embedder cannot be reached.
        """
        key = blake2b(f"{embedder.name}\n{text}".encode(), digest_size=16).digest()
        vector = self._vectors.get(key)
        if vector is None:
            vector = self._vectors[key] = await embedder.question(text)
        self._vectors.move_to_end(key)
        if len(self._vectors) > _KEPT:
            self._vectors.popitem(last=False)
        return vector
