"""Leaving a failing model alone."""

from contextlib import suppress

import pytest

from knowledge.adapters.openai_chat import CircuitBreaker
from knowledge.errors import WriterFailed


class Time:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Now."""
        return self.now


def fail(breaker: CircuitBreaker, reason: str = "broken") -> None:
    """One use that fails."""
    with pytest.raises(WriterFailed, match=reason), breaker.guard():
        raise WriterFailed(reason)


def is_open(breaker: CircuitBreaker) -> bool:
    """Whether the model is left alone now; a use that is let through goes well."""
    used = False
    with suppress(WriterFailed), breaker.guard():
        used = True
    return not used


def opened(time: Time) -> CircuitBreaker:
    """A breaker that has just opened."""
    breaker = CircuitBreaker(failures=2, rest=60.0, now=time)
    fail(breaker)
    fail(breaker)
    return breaker


def test_failures_in_a_row_open_it() -> None:
    """And it stays so while the model rests."""
    time = Time()
    breaker = opened(time)
    assert is_open(breaker)
    time.now += 59
    assert is_open(breaker)
    time.now += 2
    assert not is_open(breaker)


def test_a_use_that_goes_well_begins_the_count_anew() -> None:
    """Failures here and there are no outage."""
    breaker = CircuitBreaker(failures=2, rest=60.0)
    for _ in range(4):
        fail(breaker)
        assert not is_open(breaker)


def test_one_probe_decides() -> None:
    """A failing one opens it at once again, a good one closes it."""
    time = Time()
    breaker = opened(time)
    time.now += 61
    fail(breaker)
    assert is_open(breaker)
    time.now += 61
    assert not is_open(breaker)
    fail(breaker)
    assert not is_open(breaker)


def test_only_one_probe_is_under_way() -> None:
    """The others are told at once that the model is left alone."""
    time = Time()
    breaker = opened(time)
    time.now += 61
    with breaker.guard():
        assert is_open(breaker)
    assert not is_open(breaker)


def test_an_answer_that_nobody_wants_any_more_counts_as_nothing() -> None:
    """Neither as a failure nor as a success; as a probe it makes room for the next."""
    time = Time()
    breaker = opened(time)
    time.now += 61
    with pytest.raises(GeneratorExit), breaker.guard():
        raise GeneratorExit
    fail(breaker)
    assert is_open(breaker)
