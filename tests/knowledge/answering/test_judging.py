"""What a judge may not decide."""

import pytest

from knowledge.answering.judging import HeldJudge
from knowledge.records import Passage, Usage
from tests.fakes import FixedJudge

PASSAGE = Passage("e1", 0, ("残差网络",), "ResNet 有 152 层，在 ImageNet 上的错误率是 3.57%。")


@pytest.mark.parametrize(
    ("sentence", "believed"),
    [
        ("ResNet 在 ImageNet 上只错了 3.57%。", True),
        ("深度不再是训练的障碍。", True),
        ("ResNet 在 ImageNet 上只错了 5.71%。", False),
        ("DenseNet 有 152 层。", False),
        ("ResNet 有 152 层，见 https://evil.example。", False),
        ("残差网络有 152 层。", True),
        ("层" * 700, False),
    ],
)
async def test_figures_names_and_addresses_are_not_for_a_judge_to_give(sentence: str, *, believed: bool) -> None:
    """It may have been talked round; all else is what it is asked for."""
    judge = HeldJudge(FixedJudge({0: [0]}, Usage(90, 3)))
    found, usage = await judge.judge([sentence], [PASSAGE])
    assert dict(found) == {0: {0} if believed else set()}
    assert usage == Usage(90, 3)


async def test_what_it_found_nothing_out_about_stays_open() -> None:
    """And what it refuses stays refused."""
    found, _ = await HeldJudge(FixedJudge({1: set()})).judge(["一。", "ResNet 有 152 层。"], [PASSAGE])
    assert dict(found) == {1: set()}


async def test_a_name_in_the_heading_counts() -> None:
    """What a passage is about need not be said in it again."""
    passage = Passage("e1", 0, ("DenseNet",), "每一层都连到后面所有的层。")
    found, _ = await HeldJudge(FixedJudge({0: [0]})).judge(["DenseNet 的每层都连到其后各层。"], [passage])
    assert dict(found) == {0: {0}}
