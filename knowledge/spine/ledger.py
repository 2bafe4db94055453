"""The ledger: which scheduled job has run for which period."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job for a period, such as `2026-W47 Asia/Shanghai`; unfinished where `finished_at` is None."""

    job: str
    period: str
    begun_at: dt.datetime
    finished_at: dt.datetime | None


class Ledger(Protocol):
    """Runs of scheduled jobs: one for each job and period, whoever runs it.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def begin(self, job: str, period: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Begin a run; False where it is finished, or somebody has been at it and has time until then."""
        ...

    async def finish(self, job: str, period: str, now: dt.datetime) -> None:
        """The job has run for this period."""
        ...

    async def abandon(self, job: str, period: str) -> None:
        """The run failed, and may begin again."""
        ...

    async def runs(self, job: str) -> list[Run]:
        """The runs of a job, the newest period last."""
        ...
