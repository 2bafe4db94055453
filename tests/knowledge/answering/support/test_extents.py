import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.extents import extends_otherwise
from knowledge.answering.support.likeness import Likeness


def like(claim: str, passage: str) -> Likeness:
    """The two beside each other, with what they name."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage))


PASSAGE = "每一轮用一阶和二阶导数拟合。缓存只存键和值。显存按全部参数来算。"


@pytest.mark.parametrize("claim", ["每一轮只用一阶导数拟合", "缓存把所有键和值存下", "显存仅按参数来算"])
def test_another_extent_is_wrong(claim: str) -> None:
    """Only one of several, only some of all, all instead of only some."""
    assert extends_otherwise(like(claim, PASSAGE))


@pytest.mark.parametrize(
    "claim",
    ["每一轮用一阶导数拟合", "只用一阶和二阶导数拟合", "缓存只存键和值", "显存只按全部参数来算", "所有参数都算显存"],
)
def test_the_same_extent_is_not(claim: str) -> None:
    """A part that claims to be no more than a part is right."""
    assert not extends_otherwise(like(claim, PASSAGE))
