from knowledge.answering.support.clauses import read
from knowledge.answering.support.coverage import covers, is_anchored, stands_verbatim

PASSAGE = read("池化层对邻近的输出取最大值，没有可学习的参数。步幅为 2 时特征图缩小。")


def test_most_words_must_stand_there() -> None:
    """Half of all, or most of it in one sentence, and a third of each clause."""
    assert covers(PASSAGE, read("池化层取邻近输出的最大值"))
    assert not covers(PASSAGE, read("心理学家在月球上发现池化层"))
    assert not covers(PASSAGE, read("池化层对邻近的输出取最大值，显卡驱动升级完毕"))


def test_a_word_that_is_excluded_is_spoken_of() -> None:
    """Whether it is right is judged elsewhere."""
    assert covers(PASSAGE, read("特征图放大"))


def test_figures_and_terms_anchor_in_any_language() -> None:
    """Three of them in one sentence, two where one is a figure or they are nearly half of what is said."""
    passage = read("ResNet 的步幅为 2。池化没有参数。")
    assert is_anchored(passage, read("ResNet uses 2"))
    assert not is_anchored(passage, read("pooling has weights"))
    assert not is_anchored(passage, read("2 pooling"))
    assert is_anchored(passage, read("pooling has no parameters"))


def test_verbatim_is_clause_by_clause() -> None:
    """A clause that lost its beginning is not the same."""
    passage = read("它不能防止梯度爆炸，也不快。")
    assert stands_verbatim(passage, read("它不能防止梯度爆炸，也不快"))
    assert not stands_verbatim(passage, read("防止梯度爆炸"))
