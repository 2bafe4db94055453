"""Which messages are asked about first."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.listening.choosing import informative
from knowledge.records import Overheard
from tests.fakes import NOON


def heard(number: int, score: float | None, confidence: float | None, *, would: bool) -> Overheard:
    """A message that waits."""
    return Overheard(number, -1, number, 7, "x", NOON, would_answer=would, score=score, confidence=confidence)


def test_those_nearest_to_the_threshold_come_first_by_turns() -> None:
    """Of what would be answered and of what would not; without a gate the evidence counts."""
    waiting = [heard(1, 0.9, 0.1, would=True), heard(2, 0.6, 0.9, would=True), heard(3, 0.1, 0.5, would=False)]
    waiting.append(heard(4, 0.45, 0.0, would=False))
    assert [one.id for one in informative(waiting, 0.5, 0.8, 3)] == [2, 4, 1]
    assert [one.id for one in informative(waiting, None, 0.8, 4)] == [2, 3, 1, 4]


def test_a_kind_that_is_used_up_gives_way() -> None:
    """What has neither a score nor evidence comes last."""
    waiting = [heard(1, None, None, would=False), heard(2, None, 0.1, would=False), heard(3, 0.4, None, would=False)]
    assert [one.id for one in informative(waiting, 0.5, 0.8, 9)] == [3, 2, 1]


@given(st.lists(st.tuples(st.booleans(), st.none() | st.floats(0, 1), st.none() | st.floats(0, 1))), st.integers(0, 9))
def test_none_is_chosen_twice_or_made_up(drawn: list[tuple[bool, float | None, float | None]], count: int) -> None:
    """As many as there are, and both kinds where both are there."""
    waiting = [heard(n, score, confidence, would=would) for n, (would, score, confidence) in enumerate(drawn, 1)]
    chosen = informative(waiting, 0.5, 0.8, count)
    assert len({one.id for one in chosen}) == len(chosen) == min(count, len(waiting))
    if count > 1:
        assert {one.would_answer for one in chosen} == ({one.would_answer for one in waiting} if chosen else set())
