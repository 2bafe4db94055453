"""Weekly jobs run once for their week, whatever happens to the clock; over a real ledger."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.errors import LibraryUnavailable
from knowledge.spine.run_due import RunDue
from knowledge.spine.schedule import Period, Weekly
from tests.fakes import FixedClock

HOUR = dt.timedelta(hours=1)
CUT_OFF = dt.datetime(2026, 11, 16, 1, tzinfo=dt.UTC)
"""Monday, nine o'clock in Shanghai."""


@dataclass
class Week:
    """A job that is due on Mondays, and a clock that can be set."""

    ledger: SqlLedger
    clock: FixedClock = field(default_factory=lambda: FixedClock(CUT_OFF - HOUR))
    ran: list[str] = field(default_factory=list)
    failure: BaseException | None = None

    async def job(self, period: Period) -> None:
        """Note the period, and fail if it must."""
        self.ran.append(period.week)
        if self.failure:
            raise self.failure

    def in_zone(self, zone: str = "Asia/Shanghai") -> RunDue:
        """What looks whether it is due."""
        return RunDue(self.ledger, self.clock, {Weekly("digest", 0, dt.time(9), ZoneInfo(zone)): self.job})

    async def at(self, moment: dt.datetime, zone: str = "Asia/Shanghai") -> list[str]:
        """The weeks for which it ran by then."""
        self.clock.time = moment
        await self.in_zone(zone)()
        return self.ran


@pytest.fixture
async def week(sqlite_database: Path) -> AsyncIterator[Week]:
    """The job was looked at in the week before, and has not run yet."""
    async with open_engine(sqlite_database) as engine:
        made = Week(SqlLedger(engine))
        assert await made.at(CUT_OFF - HOUR) == []
        yield made


async def test_a_job_runs_once_at_its_cut_off(week: Week) -> None:
    """However often it is looked, by however many processes."""
    assert await week.at(CUT_OFF - dt.timedelta.resolution) == []
    for minutes in range(3):
        assert await week.at(CUT_OFF + minutes * dt.timedelta(minutes=1)) == ["2026-W47"]


async def test_of_weeks_that_were_slept_through_the_newest_is_made_up_for(week: Week) -> None:
    """Nobody wants five digests at once."""
    assert await week.at(CUT_OFF + 5 * dt.timedelta(weeks=1) + HOUR) == ["2026-W52"]


async def test_a_clock_that_goes_back_repeats_nothing(week: Week) -> None:
    """An hour forward over the cut-off, back before it, and over it again."""
    for moment in (CUT_OFF, CUT_OFF - HOUR, CUT_OFF, CUT_OFF + HOUR):
        assert await week.at(moment) == ["2026-W47"]


async def test_a_new_job_does_not_run_for_the_week_that_was_over_before_it(week: Week) -> None:
    """Nor for an older one that a clock shows which goes back; the next week it runs, though it slept meanwhile."""
    first = Week(week.ledger)
    weekly = Weekly("other", 0, dt.time(9), ZoneInfo("Asia/Shanghai"))
    for moment in (CUT_OFF, CUT_OFF - HOUR, CUT_OFF + HOUR):
        first.clock.time = moment
        assert await RunDue(first.ledger, first.clock, {weekly: first.job})() == []
    first.clock.time = CUT_OFF + dt.timedelta(days=9)
    assert await RunDue(first.ledger, first.clock, {weekly: first.job})() == ["other"]
    assert first.ran == ["2026-W48"]


async def test_a_crash_at_the_first_look_runs_nothing_later(week: Week) -> None:
    """The week was over before all the same."""
    weekly = Weekly("other", 0, dt.time(9), ZoneInfo("Asia/Shanghai"))
    await week.ledger.begin("other", weekly.period(CUT_OFF).key, CUT_OFF, CUT_OFF + HOUR)
    week.clock.time = CUT_OFF + 2 * HOUR
    for _ in range(2):
        assert await RunDue(week.ledger, week.clock, {weekly: week.job})() == []
    assert week.ran == []


async def test_a_change_of_zone_within_a_week_runs_nothing_twice(week: Week) -> None:
    """The next week is cut off by the new zone's clocks."""
    assert await week.at(CUT_OFF) == ["2026-W47"]
    for zone in ("Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"):
        assert await week.at(CUT_OFF + 3 * dt.timedelta(days=1), zone) == ["2026-W47"]
    assert await week.at(CUT_OFF + dt.timedelta(weeks=1), "Europe/Berlin") == ["2026-W47"]
    assert await week.at(CUT_OFF + dt.timedelta(weeks=1) + 7 * HOUR, "Europe/Berlin") == ["2026-W47", "2026-W48"]


async def test_a_job_that_failed_runs_again_and_others_are_not_held_up(week: Week) -> None:
    """At the next look."""
    healthy = Week(week.ledger, week.clock)
    due = {
        Weekly("digest", 0, dt.time(9), ZoneInfo("Asia/Shanghai")): week.job,
        Weekly("other", 0, dt.time(9), ZoneInfo("Asia/Shanghai")): healthy.job,
    }
    await RunDue(week.ledger, week.clock, due)()
    week.failure, week.clock.time = LibraryUnavailable(), CUT_OFF
    with pytest.raises(LibraryUnavailable):
        await RunDue(week.ledger, week.clock, due)()
    week.failure = None
    assert await RunDue(week.ledger, week.clock, due)() == ["digest"]
    assert (week.ran, healthy.ran) == (["2026-W47", "2026-W47"], ["2026-W47"])


async def test_a_job_that_a_crash_cut_off_runs_again_after_a_while(week: Week) -> None:
    """Not sooner: it may be running still."""
    week.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await week.at(CUT_OFF)
    week.failure = None
    assert await week.at(CUT_OFF + dt.timedelta(minutes=9)) == ["2026-W47"]
    assert await week.at(CUT_OFF + dt.timedelta(minutes=10)) == ["2026-W47", "2026-W47"]
    assert await week.at(CUT_OFF + HOUR) == ["2026-W47", "2026-W47"]


async def test_a_run_by_a_clock_that_was_far_ahead_does_not_count(week: Week) -> None:
    """Else nothing would run until then."""
    years = CUT_OFF.replace(year=CUT_OFF.year + 4)
    await week.at(years)
    week.ran.clear()
    assert await week.at(CUT_OFF) == ["2026-W47"]
