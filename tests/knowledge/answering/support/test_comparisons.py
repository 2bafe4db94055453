import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.comparisons import compared_otherwise
from knowledge.answering.support.likeness import Likeness


def wrong(claim: str, passage: str) -> bool:
    """Whether two things are compared the other way about."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return compared_otherwise(Likeness(read(claim), read(passage), kinds))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("多标数据比清洗标签更好", "清洗标签比多标数据更好。"),
        ("either one beats hybrid search", "hybrid search beats either one."),
        ("pruned nets are faster than distilled nets", "distilled nets are faster than pruned nets."),
        ("网格搜索优于随机搜索", "随机搜索优于网格搜索。"),
        ("同义替换比回译更稳妥", "同义替换容易出错，回译更稳妥。"),
        ("粗排比精排慢", "精排更慢。"),
        ("重排比召回要准", "先重排，比直接召回要不准。"),
        ("Adam 训练比 SGD 更快", "Adam 效果更好，SGD 训练更快。"),
        ("非结构化剪枝的损失比结构化剪枝更大", "非结构化剪枝去掉权重；结构化剪枝去掉通道，损失更大。"),
        ("直接取 5 块比先取 20 块更准", "先取 20 块再留 5 块，比直接取 5 块更准。"),
        ("pruned nets are more accurate than full nets", "pruned nets are less accurate than full nets."),
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
        ("大网误差低于小网", "小网误差高于大网。"),
        ("full nets are more accurate than pruned nets", "pruned nets are less accurate than full nets."),
        ("回译比同义替换更稳妥", "同义替换容易出错，回译更稳妥。"),
        ("清洗标签比多标数据更省事", "多标数据比清洗标签更准。"),
        ("either one loses to hybrid search", "hybrid search beats either one."),
    ],
)
def test_the_same_comparison_is_right(claim: str, passage: str) -> None:
    """In the same order, or in the other on the other end of the scale, or none at all."""
    assert not wrong(claim, passage)
