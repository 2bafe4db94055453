import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.initials import abbreviates, is_abbreviation


@pytest.mark.parametrize("name", ["LSTM", "BN", "mAP", "GANs", "ViT", "AC-GAN"])
def test_a_short_word_of_capitals_is_an_abbreviation(name: str) -> None:
    """A plural s does not count against it."""
    assert is_abbreviation(name)


@pytest.mark.parametrize("name", ["Dropout", "bias", "Batch Norm", "A", "ILSVRCOMPETITION"])
def test_other_names_are_none(name: str) -> None:
    """Words, long names and single letters."""
    assert not is_abbreviation(name)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LSTM", "long short-term memory"),
        ("BN", "Batch Normalization"),
        ("IoU", "intersection over union"),
        ("CNNs", "convolutional neural networks"),
        ("PSPNet", "pyramid scene parsing network"),
        ("BP", "backpropagation"),
        ("RoI", "region of interest"),
        ("SVM", "Support Vector Machines"),
    ],
)
def test_initials_spell_it(short: str, long: str) -> None:
    """Small words may be passed over, and a word may give more letters than its first."""
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LSTM", "gated recurrent unit"),
        ("GAN", "generator"),
        ("BN", "normalization"),
        ("A", "apple"),
        ("MWE", "on multiword expressions"),
    ],
)
def test_what_they_do_not_spell_is_not_abbreviated(short: str, long: str) -> None:
    """Every word has to give its initial."""
    assert not abbreviates(short, long)


@given(st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=2, max_size=6))
def test_the_initials_of_any_words_abbreviate_them(words: list[str]) -> None:
    """Whatever the words are."""
    assert abbreviates("".join(word[0] for word in words).upper(), " ".join(words))
