import pytest

from knowledge.answering.support.certainty import overstates
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness


def wrong(claim: str, passage: str) -> bool:
    """Whether the claim is surer than the passage."""
    return overstates(Likeness(read(claim), read(passage), {}))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("大模型总是更好", "大模型通常更好。"),
        ("聚类一定收敛到最优", "聚类一定会停，但未必收敛到最优。"),
        ("所有样本都影响结果", "有的样本影响结果。"),
        ("Hybrid search always wins", "Hybrid search usually wins."),
    ],
)
def test_what_is_usual_is_not_always_so(claim: str, passage: str) -> None:
    """At the place that says the same."""
    assert wrong(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("聚类一定会停", "聚类一定会停，但未必收敛到最优。"),
        ("聚类不一定收敛到最优", "聚类未必收敛到最优。"),
        ("每一步都能保证似然不降", "每一步都不会让似然下降。"),
        ("大模型更好", "大模型通常更好。"),
    ],
)
def test_what_is_as_sure_is_supported(claim: str, passage: str) -> None:
    """Or says nothing of how sure it is."""
    assert not wrong(claim, passage)
