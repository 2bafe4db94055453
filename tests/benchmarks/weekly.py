"""The weekly of a group that has written for years: `/issue`, the archive's search, compiling, freezing, previewing.

Beside it stands, in the same run, what does the least of the same work: markdown-it-py's HTML of the same texts, and
a plain scan by the database for the same words.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import phase, weekly_group, weekly_reading, weekly_writing
from tests.benchmarks.phase import Figures
from tests.postgres import postgres


class Size(NamedTuple):
    """How much there is; `rounds` is how often most is timed."""

    issues: int
    entries: int
    notes: int
    rounds: int


def measure(size: Size) -> Figures:
    """Times in milliseconds, memory in megabytes; PostgreSQL's server is neither in `cpu_ms` nor in the memory."""
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        scratch = Path(folder)
        store = scratch / "weekly.sqlite"
        published = list(weekly_group.issues(weekly_group.texts(size.issues * size.entries), size.entries))
        figures: Figures = {"size": size._asdict(), "compiling": weekly_writing.compiling(size.notes)}
        for name, where in (("sqlite", store), ("postgresql", server.address())):
            asyncio.run(weekly_group.publish(where, published))
            figures[name] = {
                "issue": asyncio.run(weekly_reading.issue(where, size.issues, size.rounds)),
                "search": asyncio.run(weekly_reading.search(where, published[-1], size.rounds)),
                "preview": asyncio.run(weekly_writing.preview(where, size.rounds)),
                "freeze": asyncio.run(weekly_writing.freeze(where, size.entries)),
                "draft": asyncio.run(weekly_writing.draft(where, size.notes)),
            }
        memory = phase.run(weekly_reading.__name__, "memory", store, scratch)
    return figures | {"memory": {key: round(value, 1) for key, value in memory.items()}}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.weekly", description=__doc__)
    parser.add_argument("--issues", type=int, default=200, help="that are published")
    parser.add_argument("--entries", type=int, default=30, help="of an issue")
    parser.add_argument("--notes", type=int, default=500, help="that are compiled")
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args(arguments)
    size = Size(given.issues, given.entries, given.notes, given.rounds)
    print(json.dumps(measure(size), indent=2))  # noqa: T201  a report


if __name__ == "__main__":
    main()
