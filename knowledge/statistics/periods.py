"""Stretches of whole days in a calendar."""

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Period:
    """So many days of a zone's calendar from the first one on; the last of them may be going on."""

    first: dt.date
    days: int
    zone: dt.tzinfo

    @classmethod
    def until(cls, now: dt.datetime, days: int, zone: dt.tzinfo) -> "Period":
        """The days that end with today."""
        return cls(now.astimezone(zone).date() - dt.timedelta(days=days - 1), days, zone)

    def before(self) -> "Period":
        """As many days that end where these begin."""
        return replace(self, first=self.first - dt.timedelta(days=self.days))

    def dates(self) -> list[dt.date]:
        """The days."""
        return [self.first + dt.timedelta(days=n) for n in range(self.days)]

    def borders(self) -> list[dt.datetime]:
        """The moments at which each day begins and the last one ends, one more than there are days.

        A day is as long as the clocks of the zone make it.
        """
        days = [*self.dates(), self.first + dt.timedelta(days=self.days)]
        return [dt.datetime.combine(day, dt.time(), self.zone).astimezone(dt.UTC) for day in days]
