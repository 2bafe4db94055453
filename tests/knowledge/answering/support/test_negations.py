import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.negations import denied_otherwise, is_turned
from knowledge.answering.support.tokens import Contrast


def wrong(claim: str, passage: str, *, foreign: bool = False) -> bool:
    """Whether one of the two denies what the other says."""
    return denied_otherwise(
        Likeness(read(claim), read(passage), names.kinds(claim) | names.kinds(passage)), foreign=foreign
    )


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("推理时不需要池化", "推理时需要池化。"),
        ("推理时需要池化", "推理时不需要池化。"),
        ("裁剪对梯度有帮助", "裁剪对梯度没有帮助。"),
        ("学习完整映射而不是残差", "学习残差而不是完整映射。"),
        ("The decoder does not mask positions", "The decoder masks positions."),
        ("The accuracy fell with smoothing", "Without smoothing the accuracy fell."),
        ("假设在现实中成立", "假设在现实中很少成立。"),
        ("保存时不用存状态", "保存时别忘了存状态。"),
        ("过滤能处理新物品", "过滤对新物品无能为力。"),
        ("Lasso 有闭式解", "岭回归加平方和，有闭式解。Lasso 加绝对值，会让系数为零，但没有闭式解。Lasso 任选一个。"),
    ],
)
def test_a_flipped_negation_is_wrong(claim: str, passage: str) -> None:
    """Put in, left out, or moved to another thing."""
    assert wrong(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("推理时无需池化", "推理时不需要池化。"),
        ("裁剪不改变方向", "裁剪之后方向不改变。"),
        ("它并非不可导", "它不是不可导的。"),
        ("能不能收敛要看步长", "收敛要看步长。"),
        ("DPO 不需要奖励模型", "DPO 省去了奖励模型。"),
        ("预热避免更新过大", "没有预热时更新过大。"),
        ("池化没有参数，卷积有参数", "卷积有参数，池化没有参数。"),
        ("如果不除以 k，步子会放大", "要除以 k，否则步子会放大。"),
        ("DPO 省去了奖励模型", "DPO 不需要奖励模型。"),
        ("配对的靠近", "拉近配对的、推远不配对的。"),
        ("模型差不多能收敛", "模型能收敛。"),
        ("CLIP 不擅长计数", "CLIP 计数较差。"),
        ("层归一化适合循环网络", "层归一化适合长度不一的循环网络。"),
    ],
)
def test_a_negation_in_other_words_is_not(claim: str, passage: str) -> None:
    """Double ones cancel, and a clause is held to the clause that speaks of the same."""
    assert not wrong(claim, passage)


def test_across_languages_the_order_of_words_does_not_matter() -> None:
    """The clause that has the claim's terms denies as the claim does."""
    assert wrong("dropout is applied at inference", "推理时不用 dropout。", foreign=True)
    assert not wrong("dropout is not applied at inference", "推理时不用 dropout。", foreign=True)
    assert wrong("dropout is not applied at inference", "推理时使用 dropout。", foreign=True)
    assert wrong("clipping cannot prevent exploding gradients", "它能防止梯度爆炸，对梯度消失没有帮助。", foreign=True)
    assert not wrong("the kernel lets us avoid the mapping", "不必计算 mapping。", foreign=True)


def test_a_negation_turns_the_next_end_of_a_scale_only() -> None:
    """What is no more may well be larger."""
    (clause,) = read("参数不变多就扩大视野")
    assert [is_turned(clause, placed) for placed in clause.tokens if isinstance(placed.token, Contrast)] == [
        True,
        False,
    ]
