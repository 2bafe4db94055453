"""An embedder without a model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from knowledge.language.words import words
from knowledge.records import (
    Vector,
)


@dataclass
class BagOfWords:
    """An `Embedder` that counts hashed words; it remembers what it was asked for."""

    name: str = "bag-of-words"
    dimension: int = 256
    asked: list[str] = field(default_factory=list)

    async def question(self, text: str) -> Vector:
        """The vector of one text."""
        self.asked.append(text)
        counts = np.zeros(self.dimension, np.float32)
        for word in words(text) or [text]:
            counts[crc32(word.encode()) % self.dimension] += 1
        return np.asarray(counts / np.linalg.norm(counts), np.float32)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of several."""
        return [await self.question(text) for text in texts]
