"""`zixue` in processes that die: started in a moment, and killed when a test says so."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.program import ROOT

LATER = 90.0
"""Seconds that each process is later than the one before it: as if it was started when every lease has run out."""

_PATIENCE = 120.0


@contextmanager
def mother() -> Iterator[subprocess.Popen[str]]:
    """A process that has everything imported, from which others are forked; they end with the block."""
    ours = {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
    program = [sys.executable, "-m", "tests.faults.run_commands"]
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603  our own program
        program, stdin=pipe, stdout=pipe, env=ours, cwd=ROOT, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # a child that a failed test has left, too


@dataclass(slots=True)
class Commands:
    """`zixue` in one process at a time, in a folder and with these settings and no others."""

    mother: subprocess.Popen[str]
    folder: Path
    database: Path | str
    env: dict[str, str]
    policy: dict[str, float] = field(default_factory=dict)
    """What of the work on the inbox is not as it is by default."""
    dies: str = ""
    """Where it kills itself, if anywhere: see `run_commands`."""
    _started: int = field(default=0, init=False)
    _child: int | None = field(default=None, init=False)
    """The one that runs, as a descriptor: its number may be another's by the time that it is killed."""

    @property
    def log(self) -> str:
        """What all of them have said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    async def start(self, *words: str) -> None:
        """Start a command."""
        assert self.mother.stdin
        ahead = self._started * LATER
        asked = {"words": words, "env": self.env, "ahead": ahead, "policy": self.policy, "folder": str(self.folder)}
        asked["dies"] = self.dies
        self._started += 1
        self.mother.stdin.write(json.dumps(asked) + "\n")
        self.mother.stdin.flush()
        self._child = os.pidfd_open(await self._told())

    async def ended(self) -> int:
        """The exit code, as soon as it has ended."""
        code = await self._told()
        assert self._child is not None
        os.close(self._child)
        self._child = None
        return code

    async def end(self) -> bool:
        """Leave none running; whether one was killed by that."""
        if self._child is None:
            return False
        with suppress(ProcessLookupError):
            self.signal(signal.SIGKILL)
        return await self.ended() == -signal.SIGKILL

    async def __call__(self, *words: str) -> int:
        """Run a command to its end; the exit code."""
        await self.start(*words)
        return await self.ended()

    async def kill(self) -> None:
        """Kill it, whatever it does; it must be at work still."""
        assert await self.end(), f"it ended by itself: {self.log[-3000:]}"

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._child is not None
        signal.pidfd_send_signal(self._child, number)

    async def _told(self) -> int:
        assert self.mother.stdout
        async with asyncio.timeout(_PATIENCE):
            return int(await asyncio.to_thread(self.mother.stdout.readline))
