"""How near a question is to what nobody's reading answers: small talk and everyday questions of other fields.

The similarities of one embedding model lie close together, so one of them alone says little. Compared with the nearest
everyday question, the nearest passage tells: measured on this project's questions, the area under the ROC curve of the
answerability rose from 0.88 to 0.92.
"""

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.ports import Embedder, Library
from knowledge.records import Vector


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """The vectors of some two hundred everyday questions, embedded once a deployment and kept in the library.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
    """

    library: Library
    embedder: Embedder
    _rows: list[npt.NDArray[np.float32]] = field(default_factory=list)

    async def prepare(self) -> None:
        """Have the vectors at hand, so that no question waits for them: they take some seconds the first time."""
        if not self._rows:
            self._rows.append(np.stack(await self._vectors()))

    async def nearness(self, question: Vector) -> float:
        """The cosine similarity (-1..1) of the nearest everyday question."""
        await self.prepare()
        return float(np.max(self._rows[0] @ question))

    async def _vectors(self) -> list[Vector]:
        lines = files(__package__).joinpath("small_talk.txt").read_text(encoding="utf-8").splitlines()
        contents = {hashlib.blake2b(f"question\n{line}".encode(), digest_size=16).hexdigest(): line for line in lines}
        known = await self.library.vectors(self.embedder.name, list(contents))
        fresh = [
            (content, await self.embedder.question(line)) for content, line in contents.items() if content not in known
        ]
        if fresh:
            await self.library.keep_vectors(self.embedder.name, fresh)
        return [*known.values(), *(vector for _, vector in fresh)]
