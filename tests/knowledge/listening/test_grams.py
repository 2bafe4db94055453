"""Messages as hashes of character n-grams."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.listening.grams import ALONE, BESIDE_MEANING, Table, grams


@given(st.text())
def test_what_a_message_has_is_of_unit_length(text: str) -> None:
    """Or nothing, where it is shorter than an n-gram; no text breaks it."""
    one = grams(text, BESIDE_MEANING)
    assert len(one.hashes) == len(set(one.hashes.tolist())) == len(one.values)
    assert np.linalg.norm(one.values) == pytest.approx(1 if len(one.hashes) else 0, abs=1e-5)


def test_spelling_makes_no_difference() -> None:
    """Traditional or simplified, wide or narrow, however many spaces."""
    one, other = grams("ＣＮＮ  是什麼", ALONE), grams("cnn 是什么", ALONE)
    np.testing.assert_array_equal(one.hashes, other.hashes)


def test_lengths_decide_which_n_grams_there_are() -> None:
    """Four single characters, three pairs, two triples and one of four."""
    assert len(grams("池化层好", ALONE).hashes) == 4 + 3 + 2 + 1
    assert len(grams("池化层好", BESIDE_MEANING).hashes) == 3 + 2 + 1


@given(st.lists(st.text(alphabet="池化层学习率", max_size=8), min_size=1, max_size=8))
def test_how_alike_messages_are_is_the_cosine_of_their_n_grams(texts: list[str]) -> None:
    """As computed pair by pair."""
    some = [grams(text, ALONE) for text in texts]
    held = [dict(zip(one.hashes.tolist(), one.values.tolist(), strict=True)) for one in some]
    expected = [[sum(value * b.get(key, 0.0) for key, value in a.items()) for b in held] for a in held]
    np.testing.assert_allclose(Table.of(some).alike(), expected, atol=1e-5)


def test_sums_weigh_each_message() -> None:
    """An n-gram that two messages have counts with both coefficients."""
    table = Table.of([grams(text, range(2, 3)) for text in ("池化", "池化层")])
    sums = dict(zip(table.known.tolist(), table.sums(np.array([2.0, 1.0])).tolist(), strict=True))
    (shared,) = grams("池化", range(2, 3)).hashes.tolist()
    assert sums.pop(shared) == pytest.approx(2 + 2**-0.5)
    assert list(sums.values()) == pytest.approx([2**-0.5])
