"""Vectors that outlast a run."""

from pathlib import Path

import numpy as np

from tests.fakes import BagOfWords
from tests.quality.kept_vectors import KeptVectors


async def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    """The next run asks for nothing that was asked for before, and gets the same vectors."""
    first, second = BagOfWords(), BagOfWords()
    asked = ["梯度裁剪", "池化层", "梯度裁剪"]
    made = await KeptVectors(first, tmp_path).passages(asked)
    kept = await KeptVectors(second, tmp_path).passages([*asked, "早停"])
    assert (first.asked, second.asked) == (["梯度裁剪", "池化层"], ["早停"])
    assert np.array_equal(made, kept[:3])


async def test_a_question_is_another_text_than_a_passage(tmp_path: Path) -> None:
    """A model may embed the two in different ways."""
    embedder = BagOfWords()
    kept = KeptVectors(embedder, tmp_path)
    await kept.passages(["早停"])
    for _ in range(2):
        assert np.array_equal(await kept.question("早停"), await BagOfWords().question("早停"))
    assert embedder.asked == ["早停"] * 2


async def test_another_model_is_asked_itself(tmp_path: Path) -> None:
    """Its name is part of what is kept."""
    for name in ("one", "two"):
        embedder = BagOfWords(name)
        await KeptVectors(embedder, tmp_path).question("早停")
        assert embedder.asked == ["早停"]
