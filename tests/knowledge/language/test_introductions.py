import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.introductions import introduced, latin_words
from knowledge.records import NamePair


def pairs(text: str, *, sure: bool = True) -> set[tuple[str, str]]:
    """The pairs that are as sure as that."""
    return {(pair.name, pair.other) for pair in introduced(text) if pair.sure is sure}


def test_a_bracket_with_both_gives_all_pairs() -> None:
    """Chinese, English and abbreviation are each other's names."""
    assert pairs("本文使用门控循环单元（gated recurrent unit，GRU）。") == {
        ("门控循环单元", "gated recurrent unit"),
        ("门控循环单元", "GRU"),
        ("gated recurrent unit", "GRU"),
    }


def test_traditional_and_half_width_are_read_alike() -> None:
    """Names come out in simplified characters, with their case."""
    assert ("机器翻译", "Machine Translation") in pairs("機器翻譯 (Machine Translation)")


def test_a_label_in_the_bracket_is_left_out() -> None:
    """「以下简称」 is said of the name, not part of it."""
    assert ("批归一化", "BN") in pairs("批归一化（Batch Normalization，以下简称 BN）")


@pytest.mark.parametrize(
    "text", ["batch normalization (BN) helps", "BN (batch normalization)", "BN 的全称是 batch normalization"]
)
def test_an_abbreviation_is_spelt_by_the_words_beside_it(text: str) -> None:
    """On either side of the bracket, or in words."""
    assert pairs(text) == {("batch normalization", "BN")}


@pytest.mark.parametrize(
    "text",
    [
        "注意力（Bahdanau et al. 2015）",
        "形状（batch_size，num_hiddens）",
        "调用函数（see Figure 2）",
        "`门控单元（gated unit）`",
        "```\n门控单元（gated unit）\n```",
        "$门控单元（gated unit）$",
        "[门控单元](gated unit)",
        "很长很长的一句说明文字没有停顿也没有名字可以找到（x）",
    ],
)
def test_what_is_no_name_gives_nothing(text: str) -> None:
    """Citations, arguments, code, formulas and links."""
    assert introduced(text) == frozenset()


def test_lengths_have_to_fit() -> None:
    """Four words are not translated by two characters."""
    assert pairs("方法（a very long english name）") == set()


def test_an_abbreviation_alone_is_not_sure() -> None:
    """「优化器（SGD）」 gives an example as often as a name."""
    assert introduced("我们用优化器（SGD）") == {NamePair("优化器", "SGD", sure=False)}
    assert introduced("CNN（卷积神经网络）") == {NamePair("卷积神经网络", "CNN", sure=False)}


def test_a_single_word_is_sure_where_the_thing_is_being_named() -> None:
    """After a word that names, at the beginning of a line, or within marks; not in passing."""
    assert pairs("这称为困惑度（perplexity）") == {("困惑度", "perplexity")}
    assert pairs("- 困惑度（perplexity）：越低越好") == {("困惑度", "perplexity")}
    assert pairs("我们比较困惑度（perplexity）") == set()


def test_names_in_words_are_not_sure() -> None:
    """「也叫」 joins two names."""
    assert pairs("感知机也叫感知器。", sure=False) == {("感知机", "感知器")}
    assert pairs("数据增强又称数据增广，", sure=False) == {("数据增强", "数据增广")}


def test_latin_words_are_taken_without_addresses() -> None:
    """Five to twenty letters and digits, in lower case."""
    assert latin_words("Softmax 与 word2vec，见 https://example.org/hidden 和 LSTM") == {"softmax", "word2vec"}


@given(
    st.lists(st.sampled_from(["长短期记忆", "（", "）", "(", ")", "LSTM", "long short", " ", "，", "也叫", "的", "\n"]))
)
def test_any_text_is_read(parts: list[str]) -> None:
    """Whatever stands together, every pair has two different names."""
    assert all(pair.name != pair.other and pair.name and pair.other for pair in introduced("".join(parts)))
