"""Any LlamaIndex embedding model as the `Embedder` port, and the built-in one as a LlamaIndex model."""

import asyncio
import importlib
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from knowledge.errors import EmbedderRefused
from knowledge.ports import Embedder
from knowledge.records import Vector


class LlamaEmbedder:
    """An `Embedder` over a LlamaIndex `BaseEmbedding`: asked for one vector at the start to learn its dimension."""

    def __init__(self, model: BaseEmbedding, name: str) -> None:
        self._model = model
        self.name = name
        self.dimension = len(model.get_text_embedding("dimension"))

    @classmethod
    def load(cls, path: str, arguments: Mapping[str, Any]) -> Self:
        """The model of a class given by its dotted path, `llama_index.embeddings.openai_like.OpenAILikeEmbedding` say.

        Raises:
            EmbedderRefused: no such class, not an embedding class, or it cannot be made or reached.
        """
        module, _, name = path.rpartition(".")
        try:
            model: BaseEmbedding = getattr(importlib.import_module(module), name)(**arguments)
            return cls(model, f"{path}/{model.model_name}")
        except Exception as exc:  # an operator's plug-in may raise anything; all of it means the same
            raise EmbedderRefused(path) from exc

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        return _unit(await self._model.aget_query_embedding(text))

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, one a text."""
        return [_unit(vector) for vector in await self._model.aget_text_embedding_batch(list(texts))]


class ZixueEmbedding(BaseEmbedding):
    """The built-in `Embedder` for LlamaIndex's own pipelines: what Zixue indexed, LlamaIndex can query."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **kwargs: Any) -> None:  # noqa: ANN401  BaseEmbedding's own arguments
        super().__init__(model_name=embedder.name, **kwargs)
        self._embedder = embedder

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return _floats(await self._embedder.question(query))

    def _get_query_embedding(self, query: str) -> list[float]:
        return asyncio.run(self._aget_query_embedding(query))

    def _get_text_embedding(self, text: str) -> list[float]:
        return _floats(asyncio.run(self._embedder.passages([text]))[0])


def _unit(values: Sequence[float]) -> Vector:
    vector = np.asarray(values, dtype=np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def _floats(vector: Vector) -> list[float]:
    return [float(value) for value in vector]
