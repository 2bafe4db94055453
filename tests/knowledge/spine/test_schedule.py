"""When weekly jobs are due."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.spine.schedule import Weekly, week_of

HOUR, WEEK = dt.timedelta(hours=1), dt.timedelta(weeks=1)
MONDAY = Weekly("digest", 0, dt.time(9), ZoneInfo("Asia/Shanghai"))


def utc(text: str) -> dt.datetime:
    """A moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_a_period_is_the_week_up_to_the_cut_off_that_passed_last() -> None:
    """Named by the ISO week in which that lies, and the zone."""
    before, after = (MONDAY.period(utc(f"2026-11-16T0{hour}:59:59.999999")) for hour in "01")
    assert (before.key, after.key) == ("2026-W46 Asia/Shanghai", "2026-W47 Asia/Shanghai")
    assert (after.begins, after.ends) == (utc("2026-11-09T01:00"), utc("2026-11-16T01:00"))
    assert before.ends == after.begins
    assert MONDAY.next_after(utc("2026-11-16T01:00")) == utc("2026-11-23T01:00")


def test_a_year_may_have_53_weeks() -> None:
    """2026 has; the days around New Year belong to the week, not to the calendar's year."""
    sunday = Weekly("digest", 6, dt.time(20), ZoneInfo("Asia/Shanghai"))
    assert week_of(sunday.period(utc("2027-01-03T12:00")).key) == "2026-W53"
    assert week_of(sunday.period(utc("2027-01-10T12:00")).key) == "2027-W01"
    assert week_of(sunday.period(utc("2025-12-31T12:00")).key) == "2025-W52"


@pytest.mark.parametrize(
    ("time", "cut_off"),
    [
        ("2026-03-29", "2026-03-29T01:30"),  # 02:30 does not exist: an hour after 01:30, which clocks show as 03:30
        ("2026-10-25", "2026-10-25T00:30"),  # 02:30 comes twice: the first
    ],
)
def test_clocks_that_change_at_the_cut_off_let_it_pass_once(time: str, cut_off: str) -> None:
    """However often they show its time."""
    sunday = Weekly("digest", 6, dt.time(2, 30), ZoneInfo("Europe/Berlin"))
    day = utc(f"{time}T00:00")
    minutes = [day + n * dt.timedelta(minutes=1) for n in range(240)]
    weeks = [sunday.period(minute).week for minute in minutes]
    assert len(set(weeks)) == 2
    assert minutes[weeks.index(weeks[-1])] == utc(cut_off)
    assert weeks == sorted(weeks)


@given(
    at=st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)),  # noqa: DTZ001  made UTC below
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Pacific/Apia", "America/Havana", "Asia/Kathmandu", "UTC"]),
    weekday=st.integers(0, 6),
    time=st.times(),
)
def test_periods_follow_each_other_without_gap_or_overlap(
    at: dt.datetime, zone: str, weekday: int, time: dt.time
) -> None:
    """Anywhere and at any time: each moment is in the period between two cut-offs, whose weeks rise."""
    weekly, now = Weekly("digest", weekday, time, ZoneInfo(zone)), at.replace(tzinfo=dt.UTC)
    period, to_come = weekly.period(now), weekly.next_after(now)
    assert period.begins < period.ends <= now < to_come
    assert weekly.period(period.ends) == period
    assert weekly.period(to_come - dt.timedelta.resolution) == period
    following = weekly.period(to_come)
    assert (following.begins, following.ends) == (period.ends, to_come)
    assert following.week > period.week
    assert abs(to_come - period.ends - WEEK) <= 25 * HOUR  # Samoa once left out a day
