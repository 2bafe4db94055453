"""Plays the scripted week, and leaves in a new folder what a person may want to look at.

Usage: python -m tests.e2e.week FOLDER
"""

import asyncio
import sys
from pathlib import Path

from tests.e2e.week.script import play


def main() -> None:
    """Read the command line."""
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True)
    week = asyncio.run(play(folder))
    sys.stdout.write(f"{len(week.stage.ids)} notes; look at {folder}\n")


if __name__ == "__main__":
    main()
