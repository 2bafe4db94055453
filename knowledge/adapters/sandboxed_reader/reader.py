"""`SandboxedReader`: pages to entries, those that are large or of risky formats in a child process."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import ValidationError

import knowledge
from knowledge import reading
from knowledge.adapters.sandboxed_reader.frames import (
    LARGEST_REPLY,
    LENGTH,
    READY,
    REPLY,
    REQUEST,
    Reply,
    Request,
    frame,
)
from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats, tracing
from knowledge.records import Reading, Trace

LARGE: Final = 1024 * 1024
"""In bytes: a larger page is read in the child whatever its format, for the memory that its reading takes."""

DEADLINE: Final = 90
"""In seconds: a PDF of a thousand pages takes 15 of processor time, and a slow, busy machine thrice that."""

_CHILD: Final = "knowledge.adapters.sandboxed_reader.child"
_GRACE: Final = 5
_START: Final = 60
_LOST: Final = (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError, ValidationError)


@dataclass(slots=True)
class SandboxedReader:
    """The `Reader` port: one child, started when it is first needed, reads one page at a time.

    Pages of harmless formats of at most `large` bytes are read here. A page that takes longer than `deadline` seconds
    is refused as too slow, one at which the child dies as damaged; the next page has a fresh child. The child has
    no secrets: neither environment nor open files of this process.
    """

    deadline: float = DEADLINE
    command: tuple[str, ...] = (sys.executable, "-BP", "-m", _CHILD)  # -B: it may write no file
    large: int = LARGE
    _child: Process | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of one page or file.

        Raises:
            SourceRefused: it cannot be read within the limits, or nothing citable is left of it.
        """
        if self._is_harmless(name, data):
            return await asyncio.to_thread(reading.read, name, data, url)
        reply = await self._asked(Request(name, url, self._patience), data)
        if reply.reading is None:
            raise SourceRefused(reply.refusal or Refusal.DAMAGED)
        return reply.reading

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """How the page would be read, and what would become of its lines.

        Raises:
            SourceRefused: it cannot be read within the limits.
        """
        if self._is_harmless(name, data):
            return await asyncio.to_thread(tracing.trace, name, data, url)
        reply = await self._asked(Request(name, url, self._patience, traced=True), data)
        if reply.trace is None:
            raise SourceRefused(reply.refusal or Refusal.DAMAGED)
        return reply.trace

    async def close(self) -> None:
        """End the child, if there is one, after the page it reads."""
        async with self._lock:
            await self._end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _is_harmless(self, name: str, data: bytes) -> bool:
        return len(data) <= self.large and not formats.of(name, data).SANDBOXED

    @property
    def _patience(self) -> int:
        return int(self.deadline) + _GRACE

    async def _asked(self, request: Request, data: bytes) -> Reply:
        async with self._lock:
            return await self._answered(frame(REQUEST.dump_json(request)), frame(data))

    async def _answered(self, *frames: bytes) -> Reply:
        reply = Reply(refusal=Refusal.TOO_SLOW, last=True)
        try:
            child = await self._running()
            async with asyncio.timeout(self.deadline):
                reply = await _exchange(child, *frames)
        except TimeoutError:
            pass
        except _LOST:
            reply = Reply(refusal=Refusal.DAMAGED, last=True)
        finally:
            # Also where this was cancelled: a child that still reads would answer the next page with this one.
            if reply.last:
                await self._end()
        return reply

    async def _running(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                *self.command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(), start_new_session=True
            )
            async with asyncio.timeout(_START):
                if await _output(self._child).read(len(READY)) != READY:
                    raise RuntimeError("the process that reads does not start")
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        _kill(child)
        if child.stdin:
            child.stdin.close()
        await child.wait()


async def _exchange(child: Process, *frames: bytes) -> Reply:
    if child.stdin is None:
        raise BrokenPipeError
    child.stdin.writelines(frames)
    await child.stdin.drain()
    output = _output(child)
    (length,) = LENGTH.unpack(await output.readexactly(LENGTH.size))
    if length > LARGEST_REPLY:
        return Reply(refusal=Refusal.TOO_COMPLEX, last=True)
    return REPLY.validate_json(await output.readexactly(length))


def _kill(child: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            child.kill()
        else:
            # `Process.kill` takes the status of one that is dead already, and asyncio then misses it.
            os.killpg(child.pid, signal.SIGKILL)


def _output(child: Process) -> asyncio.StreamReader:
    if child.stdout is None:
        raise BrokenPipeError
    return child.stdout


def _environment() -> Mapping[str, str]:
    """What the child needs to find this package, wherever it was imported from, and nothing else."""
    return {
        "PYTHONPATH": str(Path(knowledge.__path__[0]).parent),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",  # each thread of numpy's would take address space
        "MALLOC_ARENA_MAX": "2",
    }
