"""The vectors of passages' sentences: one sentence that answers is nearer to a question than all around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.language.sentences import sentences
from knowledge.passages import fingerprint, wording
from knowledge.ports import Embedder, Library
from knowledge.records import Passage, Vector

_SHORTEST = 8  # characters; less says nothing by itself
_AT_HAND = 2048  # passages whose sentences are kept: what answers one question is found for the next ones too
_MOST = 16  # a passage of prose has hardly more; of code or a table the first lines do


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The vectors of each passage's sentences, one after the other in one row of the library.

    They stand under a name of their own beside the passages' vectors, so that those may come first.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
        EmbedderRefused: the embedder cannot be reached.
    """

    library: Library
    embedder: Embedder

    @property
    def name(self) -> str:
        """The name under which the library keeps them."""
        return f"{self.embedder.name}/sentences"

    async def embed(self, limit: int) -> int:
        """Embed the sentences of some passages that have no such row yet, the newest first; how many they were."""
        waiting = await self.library.without_vector(self.name, limit)
        for content, text in waiting:
            vectors = await self.embedder.passages(said(text))
            await self.library.keep_vectors(self.name, [(content, np.concatenate(vectors))])
        return len(waiting)

    async def nearness(self, question: Vector, passages: Sequence[Passage]) -> list[dict[str, float]]:
        """For each passage its sentences with their cosine similarity; none where they have no vectors yet."""
        contents = [fingerprint(passage) for passage in passages]
        known = await self.library.vectors(self.name, contents)
        near = {content: row.reshape(-1, self.embedder.dimension) @ question for content, row in known.items()}
        # Rows of a version that cut sentences otherwise may be shorter or longer.
        return [
            dict(zip(said(wording(passage)), map(float, near.get(content, ())), strict=False))
            for passage, content in zip(passages, contents, strict=True)
        ]


@lru_cache(maxsize=_AT_HAND)
def said(wording: str) -> tuple[str, ...]:
    """The first sentences of a passage's wording, without its heading path; the whole where there are none."""
    _, _, text = wording.partition("\n")
    found = [one for line in text.splitlines() for one in sentences(line) if len(one) >= _SHORTEST]
    return tuple(found[:_MOST]) or (wording,)
