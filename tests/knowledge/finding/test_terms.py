import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finding.terms import FoldedText, Terms

POOLING = FoldedText("池化层对邻近的输出取最大值。")
GATES = FoldedText("长短期记忆用门控缓解梯度消失。")
ATTENTION = FoldedText("It began with attention over every key.")
TEXTS = [POOLING, GATES, ATTENTION]


def test_the_share_is_one_where_all_stands_and_none_where_nothing_does() -> None:
    """Between them it counts what stands there."""
    asked = Terms.weighted("池化层的输出", TEXTS)
    assert asked.words_in(POOLING) == 1
    assert asked.words_in(ATTENTION) == 0
    assert 0 < Terms.weighted("池化层的门控", TEXTS).words_in(POOLING) < 1


def test_a_rare_word_weighs_more() -> None:
    """BM25's inverse document frequency over the texts that were found."""
    texts = [FoldedText("网络 池化"), FoldedText("网络"), FoldedText("网络")]
    weights = {term.word: term.weight for term in Terms.weighted("网络 池化", texts).words}
    assert weights["池化"] == pytest.approx(math.log(1 + 2.5 / 1.5))
    assert weights["网络"] == pytest.approx(math.log(1 + 0.5 / 3.5))


def test_without_texts_all_words_weigh_the_same() -> None:
    """Nothing is known of how telling they are."""
    weights = {term.weight for term in Terms.weighted("网络 池化", []).words}
    assert len(weights) == 1


def test_another_name_of_the_thing_counts() -> None:
    """A page that says 长短期记忆 speaks of LSTM, and the other way about."""
    assert Terms.weighted("LSTM", TEXTS).words_in(GATES) == 1
    assert Terms.weighted("长短期记忆", TEXTS).words_in(FoldedText("An LSTM has gates.")) == 1


def test_a_latin_name_counts_as_a_whole_word() -> None:
    """`gan` is not in `began`."""
    assert not ATTENTION.has_name("gan")
    assert Terms.weighted("GAN", TEXTS).words_in(ATTENTION) == 0
    assert FoldedText("A GAN has two networks.").has_name("gan")


def test_a_han_name_counts_as_it_is_written() -> None:
    """However its characters were cut into words."""
    assert GATES.has_name("梯度消失")
    assert not GATES.has_name("梯度爆炸")


def test_a_question_of_stop_words_is_weighed_by_them() -> None:
    """Nothing divides by zero, and nothing else is asked for."""
    asked = Terms.weighted("是什么", [FoldedText("是什么意思"), POOLING])
    assert [term.word for term in asked.words] == ["是", "什么"]
    assert asked.words_in(FoldedText("是什么意思")) == 1


def test_a_question_without_words_has_no_share() -> None:
    """Emoji alone have nothing in common with any text."""
    asked = Terms.weighted("🤔", TEXTS)
    assert (asked.words_in(POOLING), asked.grams_in(POOLING)) == (0, 0)


def test_character_pairs_match_where_words_were_cut_otherwise() -> None:
    """A pair is two neighbouring Han characters; a Latin word counts whole; how it is asked does not count."""
    asked = Terms.weighted("什么是深度信念网", [FoldedText("深度信念的网络"), POOLING])
    assert set(asked.grams) == {"深度", "度信", "信念", "念网"}
    assert 0.5 < asked.grams_in(FoldedText("深度信念的网络")) < 1
    assert set(Terms.weighted("LSTM 门", []).grams) == {"lstm", "门"}


def test_texts_are_folded_before_they_are_compared() -> None:
    """Script, width and case do not part what belongs together."""
    assert Terms.weighted("過擬合", TEXTS).words_in(FoldedText("过拟合")) == 1
    assert FoldedText("ＬＳＴＭ").words == {"lstm"}


@given(st.lists(st.sampled_from(["池化", "LSTM", "门控", "attention", "的", "，"]), max_size=8).map(" ".join))
def test_shares_lie_between_none_and_all(question: str) -> None:
    """Whatever is asked of whatever text."""
    asked = Terms.weighted(question, TEXTS)
    assert all(term.weight > 0 for term in asked.words)
    for text in TEXTS:
        assert 0 <= asked.words_in(text) <= 1 + 1e-9
        assert 0 <= asked.grams_in(text) <= 1 + 1e-9
