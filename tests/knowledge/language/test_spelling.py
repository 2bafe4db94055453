import re

import pytest
from spellchecker import SpellChecker

from knowledge.language.aliases import SHIPPED, Glossary
from knowledge.language.spelling import Spelling, _english

READ = Spelling(
    Glossary(
        words={
            "sigmoid": 9,
            "adaboost": 5,
            "transformer": 40,
            "transfomer": 1,
            "word2vec": 4,
            "lantern": 5,
            "optimal": 9,
        }
    )
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("sigmod", "sigmoid"), ("Adaboots", "adaboost"), ("overfiting", "overfitting"), ("gradeint", "gradient")],
)
def test_a_slip_is_mended_towards_a_common_word(written: str, meant: str) -> None:
    """A letter too few or two swapped; words of shipped names are common."""
    assert READ.mended(f"为什么 {written} 不行") == {written.lower(): meant}


@pytest.mark.parametrize(
    "word", ["transfomer", "important", "resnext", "bern", "optimum", "optimally", "abcdefgh", "centre", "signoid9"]
)
def test_known_words_and_unclear_ones_stay(word: str) -> None:
    """What an entry has, what English has, names of models, short words and forms of a word."""
    assert READ.mended(word) == {}


def test_two_words_as_near_leave_it_open() -> None:
    """Unless one is three times as common."""
    assert Spelling(Glossary(words={"mattern": 5, "matzern": 6})).mended("mattzern") == {}
    assert Spelling(Glossary(words={"mazterr": 5, "maztern": 15})).mended("mazterrn") == {"mazterrn": "maztern"}


def test_a_short_word_with_another_letter_is_another_word() -> None:
    """RetNet is not ResNet."""
    assert Spelling(Glossary(words={"fesnet": 50})).mended("fetnet") == {}


def test_chinese_names_are_mended_by_sound_and_by_list() -> None:
    """剃度 is a word of its own, so it is listed."""
    assert Spelling.of(SHIPPED).mended("卷集和剃度") == {"卷集": "卷积", "剃度": "梯度"}


@pytest.mark.parametrize(
    ("text", "named", "form"),
    [
        ("word 2 vec 怎么训练", "word 2 vec", "word2vec"),
        ("word-2-vec", "word 2 vec", "word2vec"),
        ("lanterns", "lanterns", "lantern"),
        ("optimallantern", "optimallantern", "optimal lantern"),
        ("transfomer", "transfomer", "transformer"),
    ],
)
def test_other_ways_to_write_it_are_found(text: str, named: str, form: str) -> None:
    """Joined, apart, in the singular, or without a slip that a few entries have."""
    assert form in READ.forms(text)[named]


def test_common_words_have_no_other_forms() -> None:
    """Nothing is added to a question in good order."""
    assert READ.forms("为什么 sigmoid 和 transformer 常用") == {}


def test_a_glossary_has_one_spelling() -> None:
    """What it takes is worked out once."""
    assert Spelling.of(SHIPPED) is Spelling.of(SHIPPED)


def test_of_english_only_words_that_may_be_slips_are_held() -> None:
    """Lower case, of five letters or more: all that the dictionary's own reader knows, and nothing else of it."""
    assert _english() == {
        word
        for word in SpellChecker(language="en", distance=1).word_frequency.words()
        if re.fullmatch("[a-z]{5,}", word)
    }
