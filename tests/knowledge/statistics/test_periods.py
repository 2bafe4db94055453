"""Stretches of whole days."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from knowledge.statistics.periods import Period

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_day_is_as_long_as_the_clocks_make_it() -> None:
    """25 hours where they are put back, 23 where they are put forward, and no moment falls between two days."""
    for now, hours in (
        (dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC), 25),
        (dt.datetime(2026, 3, 30, 12, tzinfo=dt.UTC), 23),
    ):
        period = Period.until(now, 3, BERLIN)
        borders = period.borders()
        assert [(end - begin) // dt.timedelta(hours=1) for begin, end in pairwise(borders)] == [
            24,
            hours,
            24,
        ]
        assert period.before().borders()[-1] == borders[0]


def test_today_is_that_of_the_zone() -> None:
    """Late in the evening it is tomorrow already further east."""
    late = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
    assert Period.until(late, 1, ZoneInfo("Asia/Shanghai")).dates() == [dt.date(2026, 11, 23)]
    assert Period.until(late, 2, dt.UTC).dates() == [dt.date(2026, 11, 21), dt.date(2026, 11, 22)]
