"""A program for the tests: keep, embed and follow ever new pages in a child process, and kill the child.

Usage: python -m tests.knowledge.index_until_killed FOLDER SEED KILLS
"""

import asyncio
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from random import Random

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import open_library
from knowledge.indexing import EmbedPassages, FollowLibrary
from tests.fakes import BagOfWords
from tests.notes import shelve

_NOTES = 40


async def index_for_ever(folder: Path, seconds: float) -> None:
    """One version after another; SIGKILL comes so many seconds after the first is searchable."""
    embedder = BagOfWords()
    index = QdrantEdgeIndex.open(folder / "index", embedder.name, embedder.dimension)
    async with open_library(folder / "library.sqlite") as library:
        follow = FollowLibrary(library, index, embedder.name)
        for version in count():
            await shelve(library, {f"笔记 {n}": f"第 {version} 版第 {n} 篇说门控。" for n in range(_NOTES)})
            await follow()
            if version == 0:
                threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
            await EmbedPassages(library, embedder)()
            await follow()


def main(folder: Path, seed: int, kills: int) -> None:
    """Kill so many children, each in a sub-folder named by its number, at moments drawn from the seed."""
    random = Random(seed)  # noqa: S311  no secret
    for number in range(kills):
        place = folder / str(number)
        place.mkdir()
        seconds = random.uniform(0.0, 0.4)
        child = os.fork()
        if not child:
            asyncio.run(index_for_ever(place, seconds))
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit("the child ended by itself")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
