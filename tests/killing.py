"""Killing what works, at moments drawn from a seed: what the tests of durability have in common."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random


def kill_after(seconds: float) -> None:
    """SIGKILL to this process, so many seconds from now."""
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()


def kill_children(work: Callable[[Path, float], Awaitable[None]], longest: float) -> None:
    """Let one child after another work until it kills itself: FOLDER SEED KILLS on the command line.

    Each child works in a sub-folder named by its number and is told how many seconds, at most `longest`, it has from
    the moment when it begins to count.
    """
    folder, seed, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random = Random(seed)  # noqa: S311  no secret
    for number in range(kills):
        place = folder / str(number)
        place.mkdir()
        seconds = random.uniform(0.0, longest)
        child = os.fork()
        if not child:
            asyncio.run(_awaited(work(place, seconds)))
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit("the child ended by itself")


async def _awaited(working: Awaitable[None]) -> None:
    await working
