import pytest

from knowledge.answering.support.clauses import Clause, read
from knowledge.answering.support.tokens import Number, Placed
from knowledge.answering.support.units import differ


def figure(text: str) -> tuple[Clause, Placed]:
    """The clause of a text and the first figure in it."""
    clause = read(text)[0]
    return clause, next(placed for placed in clause.tokens if isinstance(placed.token, Number))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("30 秒的音频", "68 万小时的数据"),
        ("约减少 50%", "从 16 位压缩"),
        ("三分之一的步", "3 层网络"),
        ("120 ms", "2 hours"),
    ],
)
def test_figures_of_different_units_measure_different_things(one: str, two: str) -> None:
    """Times, sizes, shares and what is counted."""
    assert differ(*figure(one), *figure(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [("30 秒", "20 seconds"), ("五成", "30%"), ("30 毫秒", "2 秒"), ("12 层", "学习率 0.1"), ("12 个头", "8 heads")],
)
def test_others_may_measure_the_same(one: str, two: str) -> None:
    """In both languages, and where a figure has no unit."""
    assert not differ(*figure(one), *figure(two))
