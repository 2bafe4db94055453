"""The measures of retrieval."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluating.ranking import gains, hit, ndcg, reciprocal_rank

IDS = st.text("abcdefgh", min_size=1, max_size=1)
RANKINGS = st.lists(IDS, unique=True)
WANTS = st.lists(st.frozensets(IDS, min_size=1, max_size=3), max_size=4)
FOUND = st.lists(st.integers(0, 1), max_size=20)


def test_a_thing_is_met_once_by_the_first_entry_that_has_it() -> None:
    """A second entry of the same page brings nothing new."""
    assert gains(["x", "a1", "a2", "b"], [{"a1", "a2"}, {"b"}]) == [0, 1, 0, 1]


def test_what_the_library_has_not_is_never_met() -> None:
    """It still counts as wanted."""
    found = gains(["a", "b"], [frozenset(), {"b"}])
    assert found == [0, 1]
    assert ndcg(found, 2, 10) < ndcg(found, 1, 10)


def test_ndcg_is_that_of_the_definition() -> None:
    """Two wanted, found at ranks 1 and 3 of a best possible 1 and 2."""
    assert ndcg([1, 0, 1], 2, 10) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert ndcg([0, 1], 1, 1) == 0


def test_nothing_wanted_gives_nothing() -> None:
    """And no division by zero."""
    assert (hit([], 1), reciprocal_rank([]), ndcg([], 0, 10)) == (0, 0, 0)


@given(RANKINGS, WANTS)
def test_gains_never_exceed_what_is_wanted(ranked: list[str], wants: list[frozenset[str]]) -> None:
    """One gain a ranked entry, at most one a wanted thing."""
    found = gains(ranked, wants)
    assert len(found) == len(ranked)
    assert sum(found) <= len(wants)


@given(FOUND, st.integers(1, 12))
def test_measures_lie_between_none_and_all(found: list[int], k: int) -> None:
    """Each is a share; one hit at the first place gives the most."""
    wanted = max(sum(found), 1)
    for value in (hit(found, k), reciprocal_rank(found), ndcg(found, wanted, k)):
        assert 0 <= value <= 1 + 1e-12
    assert hit([1, *found], k) == reciprocal_rank([1, *found]) == 1


@given(FOUND, st.integers(1, 11))
def test_a_longer_look_hits_no_less(found: list[int], k: int) -> None:
    """hit@k grows with k, and the reciprocal rank agrees with it."""
    assert hit(found, k) <= hit(found, k + 1)
    assert (reciprocal_rank(found) >= 1 / k) == bool(hit(found, k))


@given(FOUND)
def test_a_better_place_gives_no_less(found: list[int]) -> None:
    """Moving all that is wanted to the front is the best ranking."""
    best = sorted(found, reverse=True)
    assert ndcg(best, sum(found), 10) >= ndcg(found, sum(found), 10)
    assert ndcg(best, sum(found), len(found) or 1) == pytest.approx(float(bool(sum(found))))
