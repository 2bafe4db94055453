"""Any LlamaIndex embedding model as the `Embedder` port, and the built-in one as a LlamaIndex model."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from knowledge.adapters.llama_index.plugin import instance
from knowledge.errors import EmbedderRefused
from knowledge.ports import Embedder
from knowledge.records import Vector


class LlamaEmbedder:
    """An `Embedder` over a LlamaIndex `BaseEmbedding`: asked for one vector at the start to learn its dimension."""

    def __init__(self, model: BaseEmbedding, path: str) -> None:
        self._model = model
        self._path = path
        self.dimension = len(model.get_text_embedding("dimension"))
        self.name = f"{path}/{model.model_name}/{self.dimension}"  # some models give vectors of a chosen length
        self.messages_name = self.name

    @classmethod
    def load(cls, path: str, arguments: Mapping[str, Any]) -> Self:
        """The model of a class given by its dotted path, `llama_index.embeddings.openai_like.OpenAILikeEmbedding` say.

        Raises:
            EmbedderRefused: no such class, not an embedding class, or it cannot be made or reached.
        """
        try:
            return cls(instance(path, arguments), path)
        except Exception as exc:  # an operator's plug-in may raise anything; all of it means the same
            raise EmbedderRefused(path) from exc

    async def question(self, text: str) -> Vector:
        """The vector of a question.

        Raises:
            EmbedderRefused: the model cannot be reached, or gives other vectors than it did.
        """
        (vector,) = await self._vectors(lambda: [self._model.get_query_embedding(text)], 1)
        return vector

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text.

        Raises:
            EmbedderRefused: the model cannot be reached, or gives other vectors than it did.
        """
        return await self._vectors(lambda: self._model.get_text_embedding_batch(list(texts)), len(texts))

    async def message(self, text: str) -> Vector:
        """The vector of a message: that of a passage.

        Raises:
            EmbedderRefused: the model cannot be reached, or gives other vectors than it did.
        """
        (vector,) = await self.passages([text])
        return vector

    async def _vectors(self, embed: Callable[[], list[list[float]]], count: int) -> list[Vector]:
        # In a thread: what LlamaIndex offers as async is for local models the sync call, which blocks the event loop.
        try:
            given = await asyncio.to_thread(embed)
        except Exception as exc:  # a plug-in may raise anything
            raise EmbedderRefused(self._path) from exc
        if [len(vector) for vector in given] != [self.dimension] * count:
            raise EmbedderRefused(self._path)
        return [_unit(vector) for vector in given]


class ZixueEmbedding(BaseEmbedding):
    """The built-in `Embedder` for LlamaIndex's own pipelines: what Zixue indexed, LlamaIndex can query."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **kwargs: Any) -> None:  # noqa: ANN401  BaseEmbedding's own arguments
        super().__init__(model_name=embedder.name, **kwargs)
        self._embedder = embedder

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return _floats(await self._embedder.question(query))

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return (await self._aget_text_embeddings([text]))[0]

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [_floats(vector) for vector in await self._embedder.passages(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return asyncio.run(self._aget_query_embedding(query))

    def _get_text_embedding(self, text: str) -> list[float]:
        return asyncio.run(self._aget_text_embedding(text))

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return asyncio.run(self._aget_text_embeddings(texts))


def _unit(values: Sequence[float]) -> Vector:
    vector = np.asarray(values, dtype=np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def _floats(vector: Vector) -> list[float]:
    return [float(value) for value in vector]
