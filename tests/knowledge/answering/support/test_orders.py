import pytest

from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.orders import reordered

PASSAGE = "缩放点积先除以维度的平方根，然后做 softmax，最后加权求和。The data is first shuffled, then batched."


def wrong(claim: str, passage: str = PASSAGE) -> bool:
    """Whether two steps stand in the other order."""
    return reordered(Likeness(read(claim), read(passage), {}), claim, passage)


@pytest.mark.parametrize(
    "claim",
    ["先做 softmax，再除以平方根", "先加权求和，再除以维度的平方根", "the data is first batched, then shuffled"],
)
def test_steps_in_the_other_order_are_wrong(claim: str) -> None:
    """Of any two that the passage tells one after the other."""
    assert wrong(claim)


@pytest.mark.parametrize(
    "claim",
    ["先除以平方根，再做 softmax", "先除以维度的平方根，再加权求和", "做 softmax 和除以平方根", "优先做 softmax"],
)
def test_the_same_order_is_right(claim: str) -> None:
    """With steps left out, or where the claim tells no order."""
    assert not wrong(claim)
