"""A program for the tests: several processes ingest one folder into one new library at the same moment.

Usage: python -m tests.knowledge.ingest_at_once FOLDER LIBRARY PROCESSES
"""

import asyncio
import os
import sys
from pathlib import Path

from knowledge.adapters.files import FileShelf
from knowledge.adapters.sql.library import open_library
from tests.fakes import ingest_from


async def ingest(folder: str, file: Path) -> None:
    """Open, ingest, close."""
    async with open_library(file) as library:
        await ingest_from(library, FileShelf())([folder])


def main(folder: str, file: Path, processes: int) -> None:
    """Fork the processes, let them go together, and fail if one of them failed."""
    waiting, starting = os.pipe()
    children = []
    for _ in range(processes):
        child = os.fork()
        if not child:
            os.close(starting)
            os.read(waiting, 1)  # returns when the parent closes the other end
            asyncio.run(ingest(folder, file))
            sys.exit()
        children.append(child)
    os.close(starting)
    sys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
