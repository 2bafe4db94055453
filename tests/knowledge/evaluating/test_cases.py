"""Evaluation sets."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluating.cases import sample


@given(st.integers(0, 50), st.integers(1, 60), st.integers(0, 5))
def test_a_sample_keeps_order_and_size(count: int, limit: int, seed: int) -> None:
    """As many as there are, at most; the same seed picks the same."""
    cases = list(range(count))
    picked = sample(cases, limit, seed)
    assert len(picked) == min(limit, count)
    assert picked == sorted(set(picked))
    assert picked == sample(cases, limit, seed)


def test_without_a_limit_all_are_asked() -> None:
    """In their order."""
    assert sample("abc", None, 7) == ["a", "b", "c"]
