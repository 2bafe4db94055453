import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.pairs import paired_otherwise


def like(claim: str, passage: str) -> Likeness:
    """The two beside each other, with what they name."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage))


PASSAGE = "图像编码器和文本编码器分别读入图片和句子。The mean and the median are 3 and 5, respectively."


@pytest.mark.parametrize("claim", ["文本编码器读入图片", "图像编码器读入句子", "the mean is 5"])
def test_what_is_said_of_the_other_is_wrong(claim: str) -> None:
    """The first of two goes with the first, the second with the second."""
    assert paired_otherwise(like(claim, PASSAGE))


@pytest.mark.parametrize(
    "claim",
    [
        "图像编码器读入图片",
        "文本编码器读入句子",
        "图像编码器和文本编码器分别读入图片和句子",
        "the median is 5",
        "编码器读入句子",
    ],
)
def test_what_is_said_of_its_own_is_not(claim: str) -> None:
    """Alone, or of both in one sentence."""
    assert not paired_otherwise(like(claim, PASSAGE))
