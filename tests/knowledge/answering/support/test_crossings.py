import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.crossings import crossed
from knowledge.answering.support.likeness import Likeness


def like(claim: str, passage: str) -> Likeness:
    """The two beside each other, with what they name."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage))


PASSAGE = "特征相关时，Lasso 任选其中一个系数，岭回归则把权重分摊开。"


def test_exchanged_predicates_are_wrong() -> None:
    """Each clause begins as one of the passage's and goes on as the other."""
    assert crossed(like("岭回归任选其中一个系数，Lasso 则把权重分摊开", PASSAGE))
    assert crossed(like("LoRA 冻结低秩矩阵，训练预训练权重", "LoRA 冻结预训练权重，只训练两个低秩矩阵。"))


@pytest.mark.parametrize(
    "claim",
    [
        "Lasso 任选其中一个系数，岭回归则把权重分摊开",
        "岭回归把权重分摊开，Lasso 任选其中一个系数",
        "岭回归把权重分摊开，并且收敛",
    ],
)
def test_the_order_of_clauses_says_nothing(claim: str) -> None:
    """Nor is a clause crossed that speaks of something else."""
    assert not crossed(like(claim, PASSAGE))
