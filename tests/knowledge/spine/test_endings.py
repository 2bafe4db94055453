"""What follows from what a handler raises."""

import datetime as dt

import pytest

from knowledge.spine.endings import Again, Bury, TryAgain, Undecodable, WorkPolicy, after_failure
from knowledge.spine.inbox import Claim
from tests.fakes import NOON

POLICY = WorkPolicy()


def claim(attempt: int = 1, age: dt.timedelta = dt.timedelta()) -> Claim:
    """A claim of so many attempts, that arrived so long ago."""
    return Claim(1, 5, "chat:1", "{}", NOON - age, attempt)


def caused(error: Exception, cause: Exception) -> Exception:
    """An error with its cause."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 5), (3, 30), (4, 120)])
def test_each_attempt_waits_longer_than_the_last(attempt: int, seconds: float) -> None:
    """What is wrong for long is not asked often."""
    ending = after_failure(claim(attempt), ValueError(), POLICY, NOON)
    assert ending == Again(NOON + dt.timedelta(seconds=seconds), counted=True)


def test_a_handler_that_knows_how_long_it_takes_is_believed() -> None:
    """Telegram says after how many seconds it listens again."""
    ending = after_failure(claim(), TryAgain(dt.timedelta(seconds=77), counted=False), POLICY, NOON)
    assert ending == Again(NOON + dt.timedelta(seconds=77), counted=False)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (ValueError("秘密"), "ValueError"),
        (caused(TryAgain(), OSError("秘密")), "OSError"),
        (TryAgain(), "TryAgain"),
    ],
)
def test_the_last_attempt_ends_with_the_name_of_the_failure(failure: Exception, reason: str) -> None:
    """Its words may hold what somebody wrote."""
    assert after_failure(claim(5), failure, POLICY, NOON) == Bury(reason)


def test_what_cannot_be_decoded_is_not_tried_twice() -> None:
    """It is the same the next time, and would keep its lane waiting."""
    assert after_failure(claim(), Undecodable(), POLICY, NOON) == Bury("undecodable")


def test_uncounted_tries_end_after_a_day() -> None:
    """Nothing is tried for ever."""
    again = TryAgain(counted=False)
    assert isinstance(after_failure(claim(9, dt.timedelta(hours=23)), again, POLICY, NOON), Again)
    assert after_failure(claim(9, dt.timedelta(hours=25)), again, POLICY, NOON) == Bury("TryAgain")
