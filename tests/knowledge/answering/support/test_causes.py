import pytest

from knowledge.answering.support.causes import turned_round
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness


def wrong(claim: str, passage: str) -> bool:
    """Whether the claim's cause is the passage's effect."""
    return turned_round(Likeness(read(claim), read(passage), {}), claim, passage)


PASSAGE = "判别网络太强时生成网络学不动，所以两者交替训练。"


@pytest.mark.parametrize(
    "claim",
    ["生成网络学不动会使判别网络太强", "因为生成网络学不动，所以判别网络太强。", "判别网络太强，因为生成网络学不动"],
)
def test_a_cause_that_is_the_effect_is_wrong(claim: str) -> None:
    """However it is told."""
    assert wrong(claim, PASSAGE)


@pytest.mark.parametrize(
    "claim",
    [
        "判别网络太强会使生成网络学不动",
        "生成网络学不动，因为判别网络太强。",
        "由于判别网络太强，生成网络学不动",
        "两者交替训练",
    ],
)
def test_the_same_cause_is_right_in_any_order(claim: str) -> None:
    """Told forward or backward."""
    assert not wrong(claim, PASSAGE)


def test_otherwise_tells_a_reason_backward() -> None:
    """What would happen is why."""
    assert not wrong("数值大的特征主导距离，所以要先标准化", "必须先标准化，否则数值大的特征主导距离。")


def test_what_comes_of_a_state_is_its_effect() -> None:
    """A passage need not call it a cause."""
    assert wrong("所有节点的表示变得一样，所以层数太深。", "层数太深会过平滑，所有节点的表示变得一样。")
    assert not wrong("层数太深，所以所有节点的表示变得一样。", "层数太深会过平滑，所有节点的表示变得一样。")
