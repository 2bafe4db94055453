"""Intervals and the sign test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evaluating.resampling import mean, of, sign_test


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_the_values(values: list[float]) -> None:
    """No resample's mean leaves their range, and the same seed gives the same."""
    estimate = mean(values)
    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9
    assert estimate.value == pytest.approx(np.mean(values))
    assert mean(values) == estimate


def test_an_interval_is_about_two_standard_errors_wide() -> None:
    """For a share of one half of a hundred: 0.05 either way, twice."""
    estimate = mean([0.0, 1.0] * 50, seed=3)
    assert estimate.low == pytest.approx(0.4, abs=0.03)
    assert estimate.high == pytest.approx(0.6, abs=0.03)


def test_what_never_varies_has_no_width() -> None:
    """All questions alike."""
    estimate = mean([1.0] * 7)
    assert (estimate.low, estimate.value, estimate.high) == (1, 1, 1)


def test_resamples_that_are_undefined_do_not_count() -> None:
    """A share of what a resample may not hold at all."""
    with np.errstate(invalid="ignore"):
        estimate = of(lambda rows: rows[..., 0].sum(-1) / rows[..., 1].sum(-1), [[1, 1], [0, 0], [0, 0]])
    assert (estimate.low, estimate.value, estimate.high) == (1, 1, 1)


def test_the_sign_test_is_exact() -> None:
    """Of five, none lost: 2/32; of eight, one lost: 18/256."""
    assert sign_test(5, 0) == pytest.approx(2 / 32)
    assert sign_test(7, 1) == pytest.approx(18 / 256)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_sign_test_knows_no_side(won: int, lost: int) -> None:
    """A chance, the same either way round, and certain where the two are equal."""
    assert 0 <= sign_test(won, lost) == sign_test(lost, won) <= 1
    assert sign_test(won, won) == 1


def test_thousands_of_questions_do_not_overflow() -> None:
    """As of a whole retrieval set."""
    assert sign_test(3000, 10) == pytest.approx(0)
