"""Confidence against truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluating.calibration import BINS, expected_calibration_error, reliability

SCORED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


def test_a_confidence_falls_into_its_bin() -> None:
    """The lower end belongs to a bin, and 1 to the last."""
    bins = reliability([0.0, 0.1, 0.95, 1.0], [False, True, True, False])
    assert [one.questions for one in bins] == [1, 1, *[0] * 7, 2]
    assert (bins[1].confidence, bins[1].right) == (0.1, 1)
    assert bins[9].right == pytest.approx(0.5)
    assert bins[5].right is None


def test_the_error_is_the_mean_gap() -> None:
    """Half the questions off by 0.3, half by nothing."""
    bins = reliability([0.7, 0.7, 0.0, 0.0], [True, True, False, False])
    assert expected_calibration_error(bins) == pytest.approx(0.15)


def test_without_questions_there_is_no_error() -> None:
    """Rather than none made."""
    assert expected_calibration_error(reliability([], [])) is None


@given(SCORED)
def test_every_question_is_in_one_bin(scored: list[tuple[float, bool]]) -> None:
    """And the error is a share."""
    bins = reliability([one for one, _ in scored], [flag for _, flag in scored])
    assert len(bins) == BINS
    assert sum(one.questions for one in bins) == len(scored)
    error = expected_calibration_error(bins)
    assert error is not None
    assert 0 <= error <= 1
