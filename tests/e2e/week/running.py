"""`zixue` in processes of its own, whose clocks and Telegram's can be moved to another day of the week."""

import asyncio
import datetime as dt
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from tests.fakes.telegram_server import TelegramServer
from tests.program import environment, free_port

PATIENCE: Final = 90.0
CUT_OFF: Final = dt.timedelta(days=2)
"""How long after the beginning of the week its issue closes."""

_ZONE: Final = "Asia/Shanghai"
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(slots=True)
class Deployment:
    """A deployment in a folder: its settings, the process that serves if one does, and how far its clock is ahead."""

    folder: Path
    telegram: TelegramServer
    settings: dict[str, str]
    port: int = field(default_factory=free_port, init=False)
    ahead: float = 0.0
    child: asyncio.subprocess.Process | None = None
    patience: float = PATIENCE

    @property
    def data(self) -> Path:
        """Its data directory."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """Where its archive is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What all of its processes have said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def go_on(self, time: dt.timedelta) -> None:
        """Let time pass, before the next process begins."""
        self.ahead += time.total_seconds()
        self.telegram.clock.ahead = self.ahead

    async def command(self, *words: str) -> str:
        """What a command beside it prints; it must succeed."""
        done = await self._started(*words, out=asyncio.subprocess.PIPE)
        out, _ = await asyncio.wait_for(done.communicate(), self.patience)
        assert done.returncode == 0, self.log[-3000:]
        return out.decode()

    async def start(self) -> None:
        """Serve, from when updates are fetched."""
        before = len(self.telegram.called("getUpdates"))
        self.child = await self._started("run", out=None)
        await self.telegram.until(self._fetches(before), self.patience)
        assert self.child.returncode is None, self.log[-3000:]

    async def stop(self, *, kill: bool = False) -> None:
        """End the process that serves: as an operator does, or as a power cut does."""
        assert self.child is not None
        (self.child.kill if kill else self.child.terminate)()
        code = await asyncio.wait_for(self.child.wait(), self.patience)
        assert code == (-9 if kill else 0), self.log[-3000:]
        self.child = None

    def _fetches(self, before: int) -> Callable[[], bool]:
        child = self.child
        return lambda: len(self.telegram.called("getUpdates")) > before or child is None or child.returncode is not None

    def program(self) -> list[str]:
        """What is run, without its words."""
        return [sys.executable, "-m", "tests.e2e.week.run_ahead", str(self.ahead)]

    async def _started(self, *words: str, out: int | None) -> asyncio.subprocess.Process:
        with (self.folder / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *self.program(),
                *words,
                cwd=self.folder,
                env=self._environment(),
                stdout=log if out is None else out,
                stderr=log,
            )

    def _environment(self) -> dict[str, str]:
        return environment(
            {
                "telegram_token": self.telegram.token,
                "telegram_api_url": self.telegram.url,
                "web_port": str(self.port),
                "archive_url": self.url,
                "embedder": "none",
                "burst_seconds": "0",
                "user_questions": "0",
                "chat_questions": "0",
                "zone": _ZONE,
                **self.settings,
            }
        )


def cut_off_setting() -> str:
    """The cut-off of an issue whose week begins now, as the setting has it."""
    at = dt.datetime.now(ZoneInfo(_ZONE)) + CUT_OFF  # noqa: TID251  the processes' clock begins with this one
    return f"{_DAYS[at.weekday()]} {at:%H:%M}"


@asynccontextmanager
async def deployment(folder: Path, telegram: TelegramServer, **settings: str) -> AsyncIterator[Deployment]:
    """A deployment without a process yet; none is left at the end."""
    deployed = Deployment(folder, telegram, settings | {"cut_off": cut_off_setting()})
    try:
        yield deployed
    finally:
        if deployed.child is not None and deployed.child.returncode is None:
            deployed.child.kill()
            await deployed.child.wait()
