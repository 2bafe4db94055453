"""Running scheduled jobs: each once for a period, however often it is looked."""

import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from knowledge.errors import KnowledgeError, LibraryUnavailable
from knowledge.ports import Clock
from knowledge.spine.ledger import Ledger
from knowledge.spine.schedule import Period, Weekly, week_of

Job: TypeAlias = Callable[[Period], Awaitable[None]]
"""What is done for a period; safe to be done again, because a crash may come before it is noted."""

_LASTS: Final = dt.timedelta(minutes=10)
"""So long nobody else begins a job that was begun."""

_A_WEEK: Final = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class RunDue:
    """Run every job whose newest period has not run; of those that were missed only the newest is made up for.

    The period in which a job is first looked at is only marked: it began before there was anybody to run it.
    A job runs once a week though the setting of its zone changes within it, or a clock goes back over the cut-off. What
    ran by a clock that was more than a week ahead does not count.

    Raises:
        KnowledgeError: a job failed, after all the others were tried; it begins again the next time.
    """

    ledger: Ledger
    clock: Clock
    jobs: Mapping[Weekly, Job]

    async def __call__(self) -> list[str]:
        """The names of the jobs that ran."""
        ran, failures = [], []
        for weekly, job in self.jobs.items():
            try:
                if await self._run(weekly, job):
                    ran.append(weekly.job)
            except KnowledgeError as failure:
                failures.append(failure)
        if failures:
            raise failures[0]
        return ran

    async def _run(self, weekly: Weekly, job: Job) -> bool:
        now = self.clock.now()
        period = weekly.period(now)
        runs = await self.ledger.runs(weekly.job)
        finished = [week_of(run.period) for run in runs if run.finished_at and run.begun_at < now + _A_WEEK]
        if any(week >= period.week for week in finished):
            return False
        if not await self.ledger.begin(weekly.job, period.key, now, now + _LASTS):
            return False
        if finished:
            await self._do(weekly, job, period)
        await self.ledger.finish(weekly.job, period.key, self.clock.now())
        return bool(finished)

    async def _do(self, weekly: Weekly, job: Job, period: Period) -> None:
        try:
            await job(period)
        except KnowledgeError:
            with contextlib.suppress(LibraryUnavailable):
                await self.ledger.abandon(weekly.job, period.key)
            raise
