import pytest

from knowledge.answering.support.contrasts import any_contrast, chosen


def met(text: str) -> list[str]:
    """The listed words that are met in a text."""
    return [match[0] for match in any_contrast().finditer(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("更大", "更小"),
        ("上升", "下降"),
        ("优于", "劣于"),
        ("faster", "slower"),
        ("训练集", "测试集"),
        ("编码器", "解码器"),
    ],
)
def test_words_that_exclude_each_other_share_a_contrast(one: str, other: str) -> None:
    """They are different choices of it."""
    pairs = [(a, b) for a in chosen(one) for b in chosen(other) if a.contrast == b.contrast]
    assert pairs
    assert all(a.choice != b.choice for a, b in pairs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("提高", "增加"),
        ("降低", "reduces"),
        ("编码器", "encoder"),
        ("更多", "larger"),
        ("并不准", "不准"),
        ("类别极不平衡", "类别不平衡"),
    ],
)
def test_words_for_the_same_are_the_same_choice(one: str, other: str) -> None:
    """In both languages."""
    assert set(chosen(one)) & set(chosen(other))


def test_only_scales_are_turned_round_by_a_negation() -> None:
    """What is no encoder need not be a decoder."""
    assert all(choice.is_scale for choice in chosen("上升"))
    assert not any(choice.is_scale for choice in chosen("编码器"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("误差和方差", ["方差"]),
        ("批大小不低于 16", ["批大小", "不低于"]),
        ("速度快得多", ["快"]),
        ("the recall drops", ["recall", "drops"]),
        ("rebase and debias", []),
        ("读写少了", ["少"]),
        ("难量化得多", ["难"]),
        ("给困难的样本", ["困难的样本"]),
        ("容易的样本", ["容易的样本"]),
        ("把所有偏置置零", ["偏置"]),
    ],
)
def test_a_word_is_met_as_a_whole(text: str, words: list[str]) -> None:
    """The longest listed one, in English between borders, and no 差 in 误差."""
    assert met(text) == words


def test_what_is_not_listed_has_no_choice() -> None:
    """Nor has an adjective alone that is listed with a word of degree only."""
    assert chosen("池化窗口") == ()
    assert chosen("更大") == chosen("大")
