"""LlamaIndex's embedders as ours, and ours as LlamaIndex's."""

import asyncio
import threading
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from knowledge.adapters.llama_index.embedder import LlamaEmbedder, ZixueEmbedding
from knowledge.errors import EmbedderRefused
from knowledge.ports import Embedder, MessageEmbedder
from tests.fakes import BagOfWords

HERE = "tests.knowledge.adapters.llama_index.test_embedder"
MOCK = "llama_index.core.embeddings.mock_embed_model.MockEmbedding"


class Counting(BaseEmbedding):
    """An operator's own embedder: it counts letters, and marks questions."""

    size: int = 4
    reachable: bool = True
    threads: list[int] = []  # noqa: RUF012  a pydantic field

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(f"?{query}")

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._vector(f"?{query}")

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        if not self.reachable:
            raise ConnectionError(text)
        self.threads.append(threading.get_ident())
        return [3.0 * text.count(letter) for letter in "ab?c"[: self.size]]


def refused(path: str, arguments: Mapping[str, Any] | None = None) -> bool:
    """Whether an embedder is refused by its path."""
    with pytest.raises(EmbedderRefused) as error:
        LlamaEmbedder.load(path, arguments or {})
    return error.value.path == path


async def test_any_embedding_class_can_be_loaded() -> None:
    """By its dotted path, with its own arguments; its name tells models and sizes apart."""
    embedder: Embedder = LlamaEmbedder.load(MOCK, {"embed_dim": 7, "model_name": "some"})
    assert embedder.dimension == 7
    assert "MockEmbedding" in embedder.name
    assert "some" in embedder.name
    np.testing.assert_allclose(await embedder.question("x"), np.full(7, 7**-0.5), rtol=1e-6)
    assert embedder.name != LlamaEmbedder.load(MOCK, {"embed_dim": 8, "model_name": "some"}).name


async def test_vectors_are_made_unit() -> None:
    """Of questions and passages each by its own way, one a text, as float32."""
    embedder = LlamaEmbedder(Counting(), "counting")
    np.testing.assert_allclose(await embedder.question("a"), [0.5**0.5, 0, 0.5**0.5, 0])
    vectors = await embedder.passages(["a", "bb", "ab"])
    np.testing.assert_allclose(vectors, [[1, 0, 0, 0], [0, 1, 0, 0], [0.5**0.5, 0.5**0.5, 0, 0]])
    assert {vector.dtype for vector in vectors} == {np.dtype(np.float32)}
    assert await embedder.passages([]) == []


async def test_a_vector_of_nothing_stays_nothing() -> None:
    """It is not divided by its length."""
    (vector,) = await LlamaEmbedder(Counting(), "counting").passages(["xyz"])
    np.testing.assert_array_equal(vector, np.zeros(4))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "NoDots",
        "no.such.module.Class",
        "llama_index.core.NoSuchClass",
        "collections.OrderedDict",
        "math.sin",
        f"{HERE}.MOCK",
        f"{HERE}.Embedder",
    ],
)
def test_what_is_no_embedding_class_is_refused(path: str) -> None:
    """With the path that was set, and never another exception."""
    assert refused(path)


def test_a_class_that_cannot_be_made_is_refused() -> None:
    """Missing arguments, wrong ones, or a server that is down."""
    assert refused(MOCK)
    assert refused(MOCK, {"embed_dim": "many"})
    assert refused(f"{HERE}.Counting", {"reachable": False})


async def test_a_model_that_goes_away_is_refused() -> None:
    """So that answering falls back to words."""
    model = Counting()
    embedder = LlamaEmbedder(model, "counting")
    model.reachable = False
    with pytest.raises(EmbedderRefused):
        await embedder.question("a")
    with pytest.raises(EmbedderRefused):
        await embedder.passages(["a"])


async def test_a_model_that_changes_its_size_is_refused() -> None:
    """Its vectors would fit into no index."""
    model = Counting()
    embedder = LlamaEmbedder(model, "counting")
    model.size = 3
    with pytest.raises(EmbedderRefused):
        await embedder.question("a")


async def test_the_event_loop_is_not_blocked() -> None:
    """A local model computes in a thread, though its async methods would not."""
    model = Counting()
    embedder = LlamaEmbedder(model, "counting")
    model.threads.clear()
    await embedder.question("a")
    await embedder.passages(["a", "b"])
    assert threading.get_ident() not in model.threads


async def test_llama_index_gets_our_vectors() -> None:
    """Of questions and of texts, one or many, in an event loop."""
    embedder = BagOfWords()
    theirs = ZixueEmbedding(embedder)
    assert theirs.model_name == embedder.name
    np.testing.assert_allclose(await theirs.aget_query_embedding("池化"), await embedder.question("池化"))
    np.testing.assert_allclose(await theirs.aget_text_embedding("门控"), (await embedder.passages(["门控"]))[0])
    np.testing.assert_allclose(
        await theirs.aget_text_embedding_batch(["池化", "门控"]), await embedder.passages(["池化", "门控"])
    )


def test_llama_index_gets_our_vectors_without_an_event_loop() -> None:
    """Its own pipelines are often synchronous."""
    theirs = ZixueEmbedding(BagOfWords())
    pooling = theirs.get_query_embedding("池化")
    assert pooling == theirs.get_text_embedding("池化")
    assert theirs.get_text_embedding_batch(["门控", "池化"])[1] == pooling


async def test_there_and_back_is_the_same() -> None:
    """Ours as theirs as ours."""
    ours = BagOfWords()
    back = await asyncio.to_thread(LlamaEmbedder, ZixueEmbedding(ours), "zixue")
    assert back.dimension == ours.dimension
    np.testing.assert_allclose(await back.question("池化"), await ours.question("池化"), rtol=1e-6)


async def test_a_message_is_embedded_as_a_passage() -> None:
    """Under the model's own name; a model that went away is told."""
    model = Counting()
    embedder: MessageEmbedder = LlamaEmbedder(model, HERE)
    np.testing.assert_allclose(await embedder.message("ab"), [2**-0.5, 2**-0.5, 0, 0], rtol=1e-6)
    assert embedder.messages_name.startswith(HERE)
    model.reachable = False
    with pytest.raises(EmbedderRefused):
        await embedder.message("ab")
