import pytest

from knowledge.finding.topics import named, own_words, tells, topics
from knowledge.language.aliases import SHIPPED


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("LSTM 的遗忘门有什么用", ["LSTM"]),
        ("批归一化和层归一化有什么区别", ["批归一化", "层归一化"]),
        ("池化层的作用是什么", ["池化层"]),
        ("残差连接为什么能训练很深的网络", ["残差连接"]),
        ("What is batch normalization?", ["batch normalization"]),
        ("为什么", []),
    ],
)
def test_a_question_is_about_what_it_names(question: str, things: list[str]) -> None:
    """In its own spelling and order, with the words that belong to a name."""
    assert topics(question, SHIPPED)[: max(1, len(things))] == things


def test_words_that_ask_about_a_thing_name_none() -> None:
    """Nor do stop words and figures."""
    assert not any(map(tells, ["缺点", "公式", "为什么", "3", "examples"]))
    assert all(map(tells, ["池化", "LSTM", "学习率"]))


def test_own_words_are_names_or_what_else_tells() -> None:
    """None in a question that only asks on."""
    assert own_words("有什么缺点", SHIPPED) == []
    assert own_words("GRU 的缺点", SHIPPED) == ["gru"]
    assert own_words("香蕉的缺点", SHIPPED) == ["香蕉"]


def test_names_are_known_ones_and_latin_words() -> None:
    """A Latin word names something even where nobody has heard of it."""
    assert set(named("过拟合和 FooNet", SHIPPED)) == {"过拟合", "FooNet"}
