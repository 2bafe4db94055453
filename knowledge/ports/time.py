"""The time."""

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> dt.datetime:
        """Now, with a time zone."""
        ...
