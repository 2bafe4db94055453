"""The memory of the process that serves, as it goes through the day."""

import asyncio
from dataclasses import dataclass, field
from statistics import linear_regression
from typing import NamedTuple

import psutil

from tests.e2e.day.running import Deployment, Hours

MEBIBYTE = 1 << 20
_EVERY = 2.0


class Sample(NamedTuple):
    """How much a process holds at an hour of the day."""

    hour: float
    process: int
    mebibytes: float


@dataclass
class Watch:
    """Samples of the process that serves, which is another one after a restart."""

    deployment: Deployment
    hours: Hours
    samples: list[Sample] = field(default_factory=list)

    async def all_day(self) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            child = self.deployment.child
            if child is not None and child.returncode is None:
                try:
                    held = psutil.Process(child.pid).memory_info().rss / MEBIBYTE
                    self.samples.append(Sample(self.hours.now, child.pid, held))
                except psutil.NoSuchProcess:
                    pass
            await asyncio.sleep(_EVERY)

    def between(self, begins: float, ends: float) -> list[Sample]:
        """Those of some hours."""
        return [one for one in self.samples if begins <= one.hour < ends]

    def slope(self, begins: float, ends: float) -> float:
        """How many mebibytes an hour are added between two hours."""
        some = self.between(begins, ends)
        return linear_regression([one.hour for one in some], [one.mebibytes for one in some]).slope
