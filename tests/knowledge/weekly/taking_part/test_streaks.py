"""Streaks: kind to whoever has kept at it, and honest."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.spine.schedule import Weekly
from knowledge.weekly.taking_part import Streak, streak, week_of
from knowledge.weekly.taking_part.streaks import EARNED_EVERY, MOST_STORED

CUT_OFF = Weekly("cut-off", 5, dt.time(20), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("weeks", "now", "expected"),
    [
        ([], 9, Streak()),
        ([9], 9, Streak(1, 0, this_week=True)),
        ([8], 9, Streak(1)),  # this week is not over
        ([7], 9, Streak(0)),
        ([5, 6, 7, 8], 9, Streak(4, 1)),
        ([5, 6, 7, 8], 10, Streak(4, 0)),  # one week is bridged
        ([5, 6, 7, 8], 11, Streak(0)),
        ([5, 6, 7, 8, 10], 10, Streak(5, 0, this_week=True)),
        ([*range(1, 13)], 13, Streak(12, 2)),  # no more than two are stored
        ([*range(1, 9)], 11, Streak(8, 0)),
        ([*range(1, 9)], 12, Streak(0)),
        ([1, 2, 3, 4, 6, 7, 8, 9], 9, Streak(8, 1, this_week=True)),
        ([20], 9, Streak(0)),  # by a clock that was ahead
    ],
)
def test_every_four_weeks_bridge_one_that_is_missed(weeks: list[int], now: int, expected: Streak) -> None:
    """A missed week takes one of those in store, and ends the streak where there is none."""
    assert streak(weeks, now) == expected


@settings(max_examples=50)
@given(weeks=st.sets(st.integers(1, 60)), now=st.integers(1, 60))
def test_a_streak_never_claims_more_than_was_handed_in(weeks: set[int], now: int) -> None:
    """Nor stores more than was earned; handing in this week never shortens it."""
    found = streak(weeks, now)
    assert found.weeks <= len([week for week in weeks if week <= now])
    assert 0 <= found.stored <= min(MOST_STORED, found.weeks // EARNED_EVERY)
    assert streak(weeks | {now}, now).weeks >= found.weeks


def test_weeks_end_with_the_cut_off_in_its_zone() -> None:
    """A note a second before it and one at it stand in two weeks that follow each other."""
    cut_off = dt.datetime(2026, 1, 10, 12, tzinfo=dt.UTC)  # Saturday 20:00 in Shanghai
    before = week_of(cut_off - dt.timedelta(seconds=1), CUT_OFF)
    assert week_of(cut_off, CUT_OFF) == before + 1 == week_of(cut_off + dt.timedelta(days=6, hours=23), CUT_OFF)
