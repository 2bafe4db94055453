"""A clock that stands still."""

import datetime as dt
from dataclasses import dataclass

NOON = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)


@dataclass
class FixedClock:
    """A `Clock` that moves only when a test moves it."""

    time: dt.datetime = NOON

    def now(self) -> dt.datetime:
        """The time it was set to."""
        return self.time
