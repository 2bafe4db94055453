"""What finds passages."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from knowledge.records import (
    Found,
    IndexedPassage,
    Rankings,
    Vector,
)


class Index(Protocol):
    """A projection of the library that finds passages; may be dropped and rebuilt at any time.

    Raises:
        IndexUnavailable: from any method, where the index cannot be read or written.
    """

    def position(self) -> int:
        """The position of the library's change log up to which this index is complete."""
        ...

    def count(self) -> int:
        """How many passages it holds."""
        ...

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in, durably, then move to the position. Safe to repeat."""
        ...

    async def search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        """Rank passages by words (BM25) and, where a vector is given, by cosine similarity."""
        ...

    async def reset(self) -> None:
        """Forget everything and go back to position 0."""
        ...

    async def optimise(self) -> None:
        """Build what makes searching a large index fast, where it would gain; may take long, searching goes on."""
        ...


class Embedder(Protocol):
    """Texts to unit vectors.

    Raises:
        EmbedderRefused: from any method, where the model cannot be reached.
    """

    name: str
    dimension: int

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        ...

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text."""
        ...


@runtime_checkable
class MessageEmbedder(Protocol):
    """Messages of a chat, which may ask, state or joke, to unit vectors.

    Raises:
        EmbedderRefused: from any method, where the model cannot be reached.
    """

    @property
    def messages_name(self) -> str:
        """By which name its vectors are told from others."""
        ...

    async def message(self, text: str) -> Vector:
        """The vector of a message."""
        ...


class Reranker(Protocol):
    """What looks at question and passage together, and so orders a few passages better than their vectors do."""

    async def order(self, question: str, passages: Sequence[Found]) -> list[int]:
        """The numbers of the passages, the one that answers best first; those it leaves out are not among them.

        Raises:
            RerankerRefused: it cannot be reached.
        """
        ...
