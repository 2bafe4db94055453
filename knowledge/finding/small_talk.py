"""Everyday questions: what all questions have in common, and how near one is to what nobody's reading answers.

The similarities of one embedding model lie close together, because most of each vector says no more than that this is
a question in such a language. Without a share of that, the right passage comes first more often. And one similarity
alone says little: compared with the nearest everyday question, the nearest passage tells.
"""

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.language.words import language
from knowledge.ports import Embedder, Library
from knowledge.records import Vector

_IN_COMMON: Final = 0.3
"""How much of the mean question is taken away; more or less of it ranked worse on the questions that this was fitted
on."""


class _Everyday(NamedTuple):
    """The vectors of all everyday questions as rows, and their mean by language."""

    rows: npt.NDArray[np.float32]
    mean: dict[str, Vector]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """The vectors of some two hundred everyday questions, embedded once a deployment and kept in the library.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
    """

    library: Library
    embedder: Embedder
    _everyday: list[_Everyday] = field(default_factory=list)

    async def prepare(self) -> None:
        """Have the vectors at hand, so that no question waits for them: they take some seconds the first time."""
        missing = await self.missing()
        if missing:
            fresh = [(content, await self.embedder.question(line)) for content, line in missing.items()]
            await self.library.keep_vectors(self.embedder.name, fresh)
            await self.missing()

    async def telling(self, question: Vector, spoken: str) -> Vector:
        """The vector of a question without a share of what questions in its language have in common; of unit length.

        While the everyday questions have no vectors, it stays as it is: no question waits for them.
        """
        if await self.missing():
            return question
        moved = question - _IN_COMMON * self._everyday[0].mean[spoken]
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)

    async def nearness(self, question: Vector) -> float:
        """The cosine similarity (-1..1) of the nearest everyday question."""
        await self.prepare()
        return float(np.max(self._everyday[0].rows @ question))

    async def missing(self) -> dict[str, str]:
        """What has no vector in the library, by content hash; if nothing, all vectors are at hand from now on."""
        if self._everyday:
            return {}
        lines = _lines()
        known = await self.library.vectors(self.embedder.name, list(lines))
        if len(known) == len(lines):
            self._take(known)
        return {content: line for content, line in lines.items() if content not in known}

    def _take(self, vectors: dict[str, Vector]) -> None:
        spoken = {content: language(line) for content, line in _lines().items()}
        mean: dict[str, Vector] = {
            one: np.mean([vectors[content] for content in spoken if spoken[content] == one], axis=0)
            for one in set(spoken.values())
        }
        self._everyday.append(_Everyday(np.stack(list(vectors.values())), mean))


def _lines() -> dict[str, str]:
    """The everyday questions by the content hash of each."""
    lines = files(__package__).joinpath("small_talk.txt").read_text(encoding="utf-8").splitlines()
    return {hashlib.blake2b(f"question\n{line}".encode(), digest_size=16).hexdigest(): line for line in lines}
