"""Counting what happened."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from knowledge.governance.quotas import Spent
from knowledge.records import Thumb
from knowledge.statistics.figures import Latency
from knowledge.statistics.happenings import Asking, Happenings
from knowledge.statistics.periods import Period
from knowledge.statistics.tallying import by_day, tally, within

BERLIN = ZoneInfo("Europe/Berlin")
PERIOD = Period(dt.date(2026, 10, 24), 3, BERLIN)
"""The clocks are put back on the second day."""

NOON = dt.datetime(2026, 10, 25, 12, tzinfo=dt.UTC)
MOMENTS = st.integers(-4000, 4000).map(lambda minutes: NOON + dt.timedelta(minutes=minutes))
ASKINGS = st.builds(
    Asking,
    MOMENTS,
    st.sampled_from(["command", "private", ""]),
    st.sampled_from(["model", "extractive", "stored", None]),
    st.sampled_from([7, 8, None]),
    st.just({}),
)
HAPPENINGS = st.builds(
    Happenings,
    st.lists(ASKINGS, max_size=8),
    st.lists(st.tuples(MOMENTS, st.sampled_from(Thumb)), max_size=4),
    st.lists(
        st.tuples(st.dates(dt.date(2026, 10, 22), dt.date(2026, 10, 29)), st.just(Spent(1, 30, 4, 5))), max_size=4
    ),
    st.lists(MOMENTS, max_size=4),
    st.lists(MOMENTS, max_size=4),
)


@given(HAPPENINGS)
def test_every_moment_counts_on_its_day_by_the_clock_on_the_wall(happened: Happenings) -> None:
    """Each day is what a plain comparison of dates makes of it, and the days together are the whole."""
    days = by_day(happened, PERIOD)
    for day in days:
        asked = [one for one in happened.askings if one.at.astimezone(BERLIN).date() == day.date]
        assert day.figures.questions == len(asked)
        assert day.figures.unanswered == sum(one.mode is None for one in asked)
        assert day.figures.persons == len({one.user_id for one in asked if one.user_id})
        assert day.figures.handed_in == sum(at.astimezone(BERLIN).date() == day.date for at in happened.handed_in)
        assert day.figures.tokens == 34 * sum(date == day.date for date, _ in happened.spent)
    total = tally(within(happened, PERIOD))
    assert total.questions == sum(day.figures.questions for day in days)
    assert total.answered_as("stored") == sum(day.figures.answered_as("stored") for day in days)
    assert (total.up, total.down) == (sum(day.figures.up for day in days), sum(day.figures.down for day in days))
    assert (total.cost, total.published) == (
        sum(day.figures.cost for day in days),
        sum(day.figures.published for day in days),
    )


def test_latency_is_by_stage_of_those_that_have_it() -> None:
    """The nearest rank: half are no slower than p50, 95 in 100 no slower than p95."""
    now = dt.datetime(2026, 10, 25, tzinfo=dt.UTC)
    asked = [Asking(now, "", "model", 7, {"total": float(n)}) for n in range(100, 0, -1)]
    asked.append(Asking(now, "", "stored", 7, {}))
    assert tally(Happenings(asked)).latency == {"total": Latency(50.0, 95.0)}
