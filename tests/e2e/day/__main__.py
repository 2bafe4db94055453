"""Plays the scripted day, and shows what it was like.

Usage: python -m tests.e2e.day FOLDER
"""

import asyncio
import sys
from pathlib import Path

from tests.e2e.day.report import table
from tests.e2e.day.script import play


def main() -> None:
    """Read the command line."""
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True)
    day = asyncio.run(play(folder))
    sys.stdout.write(f"{table(day)}\n")


if __name__ == "__main__":
    main()
