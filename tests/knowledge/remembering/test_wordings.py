"""What the words of a question say."""

from knowledge.remembering.wordings import Meant, meant


def test_a_question_is_what_it_asks_and_its_words() -> None:
    """Longer phrases win: 「为什么」 is not 「什么」."""
    assert list(meant("为什么门控有用")) == [
        Meant("strong", "why"),
        Meant("word", "门"),
        Meant("word", "控"),
        Meant("word", "good for"),
    ]


def test_words_that_stand_for_each_other_say_the_same() -> None:
    """「防止」 and 「缓解」 are one."""
    assert list(meant("防止")) == list(meant("缓解"))


def test_words_that_tell_nothing_apart_are_left_out() -> None:
    """Politeness and particles."""
    assert list(meant("请问一下大佬的")) == []
    assert list(meant("please")) == []


def test_a_latin_phrase_stands_between_borders() -> None:
    """`use` is not in `fuse`, nor `to` in `tokenizer`."""
    assert list(meant("fuse tokenizer")) == [Meant("word", "fuse"), Meant("word", "tokenizer")]


def test_figures_are_words() -> None:
    """With their decimals."""
    assert list(meant("0.5 12")) == [Meant("word", "0.5"), Meant("word", "12")]
