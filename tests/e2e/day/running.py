"""The deployment of the scripted day, and the hours that it has: real time, of which each has a few seconds."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.e2e.week import running
from tests.fakes.telegram_server import TelegramServer

HOUR: Final = 24.0
"""Real seconds of an hour; everything that the bot counts by the second or minute is not made shorter."""

_PATIENCE: Final = 240.0


@dataclass
class Hours:
    """The clock of the day."""

    begun: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How many real seconds of it are over."""
        return time.monotonic() - self.begun

    @property
    def now(self) -> float:
        """How many hours of it are over."""
        return self.seconds / HOUR

    async def until(self, hour: float) -> None:
        """Wait for an hour, which may be over."""
        await asyncio.sleep(max(0.0, hour - self.now) * HOUR)


class Deployment(running.Deployment):
    """A deployment whose pace is as it is in use."""

    def program(self) -> list[str]:
        """`zixue`, which may fetch from this machine."""
        return [sys.executable, "-m", "tests.e2e.day.run_here"]


@asynccontextmanager
async def deployment(folder: Path, telegram: TelegramServer, **settings: str) -> AsyncIterator[Deployment]:
    """A deployment without a process yet; none is left at the end."""
    deployed = Deployment(folder, telegram, settings, patience=_PATIENCE)
    try:
        yield deployed
    finally:
        if deployed.child is not None and deployed.child.returncode is None:
            deployed.child.kill()
            await deployed.child.wait()
