import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.couplings import coupled_likewise, coupled_otherwise
from knowledge.answering.support.likeness import Likeness


def like(claim: str, passage: str) -> Likeness:
    """The two beside each other, with what they name."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage))


PASSAGE = "C 越小，边界越曲折；C 越大，边界越平滑，训练越慢。块太大时，向量会变得模糊。"


@pytest.mark.parametrize(
    "claim", ["C 越小，边界越平滑", "C 越大，边界越曲折", "C 越大，训练越快", "块太小时，向量会变得模糊"]
)
def test_a_scale_coupled_with_the_other_end_is_wrong(claim: str) -> None:
    """One of the two stands where the passage has the other end of it."""
    assert coupled_otherwise(like(claim, PASSAGE))


@pytest.mark.parametrize(
    "claim",
    ["C 越大，边界越平滑", "C 越小，边界越曲折", "C 越小，训练越快", "C 越大，内存越多", "块太大时，向量变得模糊"],
)
def test_the_same_coupling_is_right(claim: str) -> None:
    """So are both other ends together, and scales that the passage does not couple."""
    assert not coupled_otherwise(like(claim, PASSAGE))


def test_a_coupling_of_the_passage_is_known() -> None:
    """By the number of the clause that follows from the other."""
    assert coupled_likewise(like("C 越大，边界越平滑", PASSAGE)) == {1}
    assert coupled_likewise(like("C 越小，边界越平滑", PASSAGE)) == frozenset()
