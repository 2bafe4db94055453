"""When a weekly job is due, whatever the clocks of its time zone do."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

_WEEK: Final = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The week up to a cut-off; `week` is the ISO week in which that lies, such as `2026-W47`."""

    week: str
    zone: str
    begins: dt.datetime
    ends: dt.datetime

    @property
    def key(self) -> str:
        """By what the ledger knows it."""
        return f"{self.week} {self.zone}"


def week_of(key: str) -> str:
    """The week in a period's key; weeks sort as text."""
    return key.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A job with its cut-off: a weekday (0 is Monday) and a time of day as clocks show it in a zone.

    A cut-off that the clocks leave out is as long after their change as it would have been; of two it is the first.
    """

    job: str
    weekday: int
    time: dt.time
    zone: ZoneInfo

    def period(self, now: dt.datetime) -> Period:
        """The period whose cut-off passed last."""
        monday = self._monday(now) + _WEEK  # one more: clocks that go back may show the old week again
        while self._cut_off(monday) > now:
            monday -= _WEEK
        day = monday + dt.timedelta(days=self.weekday)
        year, week, _ = day.isocalendar()
        return Period(f"{year}-W{week:02}", self.zone.key, self._cut_off(monday - _WEEK), self._cut_off(monday))

    def next_after(self, now: dt.datetime) -> dt.datetime:
        """The first cut-off that is still to come, in UTC."""
        monday = self._monday(now) - _WEEK
        while self._cut_off(monday) <= now:
            monday += _WEEK
        return self._cut_off(monday)

    def _monday(self, now: dt.datetime) -> dt.date:
        today = now.astimezone(self.zone).date()
        return today - dt.timedelta(days=today.weekday())

    def _cut_off(self, monday: dt.date) -> dt.datetime:
        day = monday + dt.timedelta(days=self.weekday)
        return dt.datetime.combine(day, self.time, self.zone).astimezone(dt.UTC)
