"""Days as people name them."""

import datetime as dt

import pytest

from bot.catalogue.moments import day

TODAY = dt.date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("then", "chinese", "english"),
    [
        (dt.date(2026, 11, 20), "今天", "today"),
        (dt.date(2026, 11, 19), "昨天", "yesterday"),
        (dt.date(2026, 11, 18), "前天", "two days ago"),
        (dt.date(2026, 11, 17), "本周二", "on Tuesday"),
        (dt.date(2026, 11, 15), "上周日", "last Sunday"),
        (dt.date(2026, 11, 9), "上周一", "last Monday"),
        (dt.date(2026, 11, 8), "11 月 8 日", "on 2026-11-08"),
        (dt.date(2025, 12, 31), "2025 年 12 月 31 日", "on 2025-12-31"),
        (dt.date(2026, 12, 1), "12 月 1 日", "on 2026-12-01"),
    ],
)
def test_a_day_is_named_as_people_do(then: dt.date, chinese: str, english: str) -> None:
    """Near ones by their name, others by their date; a clock that was wrong does no harm."""
    assert (day(then, TODAY, "zh"), day(then, TODAY, "en")) == (chinese, english)
