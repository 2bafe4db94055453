"""Looking a question up twice in a row for the price of one embedding, which is most of the price."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Embedder
from knowledge.records import Vector


def embedding_once(find: FindPassages) -> FindPassages:
    """The same, which embeds a question once for two searches that follow each other."""
    return find if find.embedder is None else replace(find, embedder=_LastQuestion(find.embedder))


class _LastQuestion:
    """An `Embedder` that gives the vector of its last question a second time."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self._embedder = embedder
        self._last: tuple[str, Vector] | None = None

    async def question(self, text: str) -> Vector:
        """The vector; a third time it is made again, so that every pair of searches takes the time of one."""
        last, self._last = self._last, None
        if last is not None and last[0] == text:
            return last[1]
        vector = await self._embedder.question(text)
        self._last = (text, vector)
        return vector

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages."""
        return await self._embedder.passages(texts)
