"""Precision, recall and their trade-off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluating.answerability import Decisions, curve

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()))
SCORED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


def test_each_share_is_that_of_the_definition() -> None:
    """Two of three answers right, two of four answerable answered."""
    made = Decisions.of([(True, True)] * 2 + [(True, False)] + [(False, True)] * 2 + [(False, False)])
    assert made == Decisions(2, 1, 2)
    assert made.precision == pytest.approx(2 / 3)
    assert made.recall == pytest.approx(1 / 2)
    assert made.f1 == pytest.approx(4 / 7)


def test_what_is_undefined_is_none() -> None:
    """Neither 0 nor 1 would be true."""
    nothing = Decisions.of([(False, False)])
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


@given(PAIRS)
def test_f1_lies_between_precision_and_recall(pairs: list[tuple[bool, bool]]) -> None:
    """It is their harmonic mean."""
    made = Decisions.of(pairs)
    if made.precision and made.recall and made.f1:
        assert made.f1 == pytest.approx(2 / (1 / made.precision + 1 / made.recall))


@given(SCORED)
def test_the_curve_is_what_its_thresholds_decide(scored: list[tuple[float, bool]]) -> None:
    """Each point agrees with the decisions at that threshold; recall only grows, up to all."""
    points = curve([one for one, _ in scored], [flag for _, flag in scored])
    for point in points:
        made = Decisions.of((one >= point.threshold, flag) for one, flag in scored)
        assert (point.precision, point.recall) == (made.precision, made.recall)
    recalls = [point.recall for point in points]
    assert recalls == sorted(recalls)
    assert not recalls or recalls[-1] == 1


def test_nothing_answerable_has_no_curve() -> None:
    """Recall would be undefined."""
    assert curve([0.5], [False]) == []
