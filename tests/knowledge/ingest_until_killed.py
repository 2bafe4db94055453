"""A program for the tests: ingest ever new versions of one file in a child process, and kill the child.

Usage: python -m tests.knowledge.ingest_until_killed FOLDER SEED KILLS
"""

import asyncio
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from random import Random

from knowledge.adapters.files import FileShelf
from knowledge.adapters.sql.library import open_library
from knowledge.ingesting import IngestSources
from tests.fakes import FixedClock

_NOTES = 20


def page(version: int) -> str:
    """A page whose every note names its version."""
    says = f"第 {version} 版说：" + "门控让网络学会遗忘。" * 80
    return "\n\n".join(f"# 笔记 {n}\n\n{says}" for n in range(_NOTES))


async def ingest_for_ever(folder: Path, seconds: float) -> None:
    """Write and ingest one version after another; SIGKILL comes so many seconds after the first is kept."""
    file = folder / "notes.md"
    async with open_library(folder / "library.sqlite") as library:
        ingest = IngestSources(library, FileShelf(), FixedClock())
        for version in count():
            file.write_text(page(version), encoding="utf-8")
            await ingest([str(file)])
            if version == 0:
                threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()


def main(folder: Path, seed: int, kills: int) -> None:
    """Kill so many children, each in a sub-folder named by its number, at moments drawn from the seed."""
    random = Random(seed)  # noqa: S311  no secret
    for number in range(kills):
        place = folder / str(number)
        place.mkdir()
        seconds = random.uniform(0.0, 0.15)
        child = os.fork()
        if not child:
            asyncio.run(ingest_for_ever(place, seconds))
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit("the child ended by itself")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
