import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import plain, read
from knowledge.language.folding import fold


def has_names(claim: str, text: str) -> bool:
    """Whether a text has the names of a claim."""
    return names.has_names(claim, read(text), fold(plain(text)))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("GPT-2 的词表", "GPT2 的词表"),
        ("GPT2 的词表", "GPT-2 的词表"),
        ("LSTM 的门", "长短期记忆的门"),
        ("参数为 7B", "参数为 70 亿"),
        (r"默认 $\beta_1$", "默认 β1"),
        ("The CNNs are fast", "A CNN is fast"),
    ],
)
def test_a_name_stands_however_it_is_written(claim: str, text: str) -> None:
    """Joined or not, by another name, as TeX; a figure is no name."""
    assert has_names(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("GPT-3 的词表", "GPT-2 的词表有 3 种"),
        ("GAN 的训练", "it began"),
        ("ResNet-56 的误差", "ResNet-152 与 56 层的网络"),
        ("调用 no_grad", "调用 zero_grad"),
        ("γ 越大", "C 越大"),
        ("TinyBERT is small", "DistilBERT is small"),
    ],
)
def test_a_name_that_is_not_there_is_missed(claim: str, text: str) -> None:
    """Parts of it do not make it up."""
    assert not has_names(claim, text)


def test_a_term_stands_by_another_name() -> None:
    """And not by a part of it: batch normalisation is no layer normalisation."""
    assert names.has_terms("长短期记忆", read("LSTM"), "lstm")
    assert not names.has_terms("批归一化", read("层归一化"), "层归一化")
    assert names.has_terms("曲线下面积", read("曲线下的面积"), "曲线下的面积")
    assert has_names("writes to GPU memory", "写回显存")


def test_names_are_told_apart_by_kind() -> None:
    """Names, words in lower case, symbols; in English only what looks like no word."""
    kinds = names.kinds("Adam 调用 softmax，取 α")
    assert set(kinds.values()) == {"name", "word", "symbol"}
    assert names.kinds("Pooling takes the largest value") == {}


def test_a_term_stands_in_another_form() -> None:
    """Of the word, in English; and a figure with its scale is no name in Chinese."""
    assert names.has_terms("it samples images", read("sampling images"), "sampling images")
    assert has_names("参数约 110 million", "参数约 1.1 亿")
