import pytest

from knowledge.answering.support.clauses import read
from knowledge.answering.support.comparisons import compared_otherwise
from knowledge.answering.support.likeness import Likeness


def wrong(claim: str, passage: str) -> bool:
    """Whether two things are compared the other way about."""
    return compared_otherwise(Likeness(read(claim), read(passage), {}))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("多标数据比清洗标签更好", "清洗标签比多标数据更好。"),
        ("either one beats hybrid search", "hybrid search beats either one."),
        ("pruned nets are faster than distilled nets", "distilled nets are faster than pruned nets."),
    ],
)
def test_the_other_order_is_wrong(claim: str, passage: str) -> None:
    """Whatever is compared."""
    assert wrong(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("清洗标签比多标数据更好", "清洗标签比多标数据更好。"),
        ("多标数据比清洗标签更差", "清洗标签比多标数据更好。"),
        ("清洗标签比较好", "清洗标签比多标数据更好。"),
        ("either one loses to hybrid search", "hybrid search beats either one."),
    ],
)
def test_the_same_comparison_is_right(claim: str, passage: str) -> None:
    """In the same order, or in the other on the other end of the scale, or none at all."""
    assert not wrong(claim, passage)
