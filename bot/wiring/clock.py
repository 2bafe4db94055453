"""`SystemClock`: the `Clock` of a real deployment."""

import datetime as dt


class SystemClock:
    """The `Clock` of a real deployment."""

    def now(self) -> dt.datetime:
        """Now, in UTC."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251  the one place that asks the system
