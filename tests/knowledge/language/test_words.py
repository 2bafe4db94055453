from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.words import language, proper_names, stopwords, topic_words, words


def test_a_long_word_comes_with_the_words_in_it() -> None:
    """So that a question and a page need not be cut alike."""
    assert set(words("神经网络")) >= {"神经", "网络", "神经网络"}


def test_latin_runs_are_split_at_every_mark() -> None:
    """Folded, with what makes C++ and C# other languages than C."""
    assert words("ResNet-50, C++/C#，word2vec") == ["resnet", "50", "c++", "c#", "word2vec"]


def test_traditional_and_full_width_words_are_the_same_words() -> None:
    """A question in one script finds a page in the other."""
    assert words("過擬合與ＬＳＴＭ") == words("过拟合与lstm")


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "http://example.org", "www.example.org/x"])
def test_addresses_are_no_words(address: str) -> None:
    """What stands around them is."""
    assert words(f"见{address} 池化") == ["见", "池化"]


@pytest.mark.parametrize("text", ["", "  ", "！？…", "🤔", "\u200b"])
def test_text_without_letters_has_no_words(text: str) -> None:
    """Marks, space and emoji say nothing."""
    assert words(text) == []


def test_topic_words_are_distinct_and_in_order() -> None:
    """Each once, where it stood first, without stop words."""
    assert topic_words("什么是池化？池化和卷积的区别") == ["池化", "卷积", "区别"]


def test_stop_words_are_words_and_folded() -> None:
    """A stop word that is spelled otherwise than words are would never be met."""
    assert {"什么", "的", "the"} <= stopwords()
    assert all(word == word.lower().strip() for word in stopwords())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("什么是过拟合", "zh"),
        ("What is overfitting?", "en"),
        ("LSTM 是什么", "zh"),
        ("a" * 9 + "词", "zh"),
        ("a" * 10 + "词", "en"),
        ("42", "en"),
        ("", "en"),
    ],
)
def test_a_tenth_of_han_makes_a_text_chinese(text: str, expected: Literal["zh", "en"]) -> None:
    """Chinese writing on machine learning is full of Latin names."""
    assert language(text) == expected


@given(st.text(max_size=80))
def test_every_word_is_folded_and_not_empty(text: str) -> None:
    """Whatever the text, words are lower case and without white space."""
    text = text.encode("utf-8", "ignore").decode()
    assert all(word and word == word.lower() and not word.isspace() for word in words(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("WGAN 的梯度惩罚为什么有效", {"wgan"}),
        ("ＷＧＡＮ 和 FlashAttention-2", {"wgan", "flashattention"}),
        ("PyTorch or Keras? GPT4 too", {"pytorch", "gpt4"}),
        ("Kevin 问 AI 里 torch 的 b 和 K 是什么，OK？", set()),
        ("What Is Overfitting? Explain It To A Chinese Student", set()),
        ("WHAT CAUSES VANISHING GRADIENTS IN LSTM", set()),
        ("WGAN 和 DCGAN", {"wgan", "dcgan"}),
        ("", set()),
    ],
)
def test_what_is_written_with_two_capitals_is_a_name(text: str, names: set[str]) -> None:
    """One may be a person's or a title's; fields, courtesies and shouting name nothing."""
    assert proper_names(text) == names
