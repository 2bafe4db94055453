"""Lines that ask."""

import pytest

from knowledge.language.questions import asks


@pytest.mark.parametrize(
    "line", ["学习率选多大？", "如何防止过拟合", "L1 和 L2 的区别", "Why batch norm works", "推断时要打开随机失活吗"]
)
def test_a_question_is_told_by_its_words_or_its_mark(line: str) -> None:
    """In Chinese and in English."""
    assert asks(line)


@pytest.mark.parametrize("line", ["池化层", "学习率的选择", "Whyte 的笔记", "Isotonic regression"])
def test_a_name_asks_nothing(line: str) -> None:
    """Neither does a word that only begins like one that asks."""
    assert not asks(line)
