"""A program for the tests: apply ever more passages to an index until SIGKILL.

Usage: python -m tests.knowledge.adapters.qdrant_edge.apply_until_killed ROOT SECONDS
"""

import asyncio
import sys
from itertools import count
from pathlib import Path

import numpy as np

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.records import IndexedPassage, Passage
from tests.killing import kill_after

_STEP = 50


def passages(first: int) -> list[IndexedPassage]:
    """Fifty passages from this number on, every second with a vector."""
    vector = np.eye(3, dtype=np.float32)
    return [
        IndexedPassage(n, Passage("e", n, ("笔记",), f"第 {n} 段说门控"), vector[n % 3] if n % 2 else None)
        for n in range(first, first + _STEP)
    ]


async def apply_for_ever(root: Path, seconds: float) -> None:
    """Apply step after step; SIGKILL comes so many seconds after the first."""
    index = QdrantEdgeIndex.open(root, "e", 3)
    for step in count(1):
        await index.apply(passages((step - 1) * _STEP + 1), [], step * _STEP)
        if step == 1:
            kill_after(seconds)


if __name__ == "__main__":
    asyncio.run(apply_for_ever(Path(sys.argv[1]), float(sys.argv[2])))
