"""Updates a second that our webhook stores and acknowledges, against a bare aiogram echo in the same run.

Both servers and the load have processes of their own, and take turns. At full speed the requests wait for each other:
with C connections and R requests a second, each takes C / R. What a chat waits is seen at a fixed rate, half of what
the echo manages.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from typing import Final

import httpx2

from tests.benchmarks.phase import Figures
from tests.postgres import postgres

_ROOT: Final = Path(__file__).resolve().parents[2]
_KEPT: Final = re.compile(r'^zixue_arrivals_total\{outcome="kept"\} (\S+)$', re.MULTILINE)


def measure(connections: int, rounds: int, seconds: float, *, on_postgres: bool) -> Figures:
    """Medians over the rounds; `lost` counts what was acknowledged and is not stored."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        postgres() if on_postgres else nullcontext() as server,
        _side("echo") as echo,
        _side("ours", str(Path(scratch) / "library.sqlite") if server is None else server.address()) as ours,
    ):
        _load(echo, connections, min(1.0, seconds))  # caches, connections to the database
        warm = _load(ours, connections, min(1.0, seconds))
        pairs = [(_load(echo, connections, seconds), _load(ours, connections, seconds)) for _ in range(rounds)]
        rate = median(one["per_second"] for one, _ in pairs) / 2
        paced = [(_load(echo, connections, seconds, rate), _load(ours, connections, seconds, rate)) for _ in pairs]
        acknowledged = sum(each["acknowledged"] for _, each in [(warm, warm), *pairs, *paced])
        stored = _stored(ours)
    return {
        "database": "postgresql" if on_postgres else "sqlite",
        "connections": connections,
        "ratio": round(median(each["per_second"] / one["per_second"] for one, each in pairs), 2),
        "acknowledged": acknowledged,
        "lost": acknowledged - stored,
        "echo": _figures([one for one, _ in pairs]),
        "ours": _figures([each for _, each in pairs]),
        "echo_at_half_its_rate": _figures([one for one, _ in paced]),
        "ours_at_half_its_rate": _figures([each for _, each in paced]),
    }


@contextmanager
def _side(*arguments: str) -> Iterator[str]:
    """The address of a server, which ends with the block."""
    command = [sys.executable, "-m", "tests.benchmarks.webhook_sides", *arguments]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  ours
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the server did not start"
            yield address
        finally:
            process.kill()


def _load(address: str, connections: int, seconds: float, rate: float = 0.0) -> Figures:
    first = time.time_ns()  # so that no round repeats the numbers of another
    values = [address, str(connections), str(seconds), str(rate), str(first)]
    command = [sys.executable, "-m", "tests.benchmarks.webhook_load", *values]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)  # noqa: S603  ours
    figures: Figures = json.loads(done.stdout)
    return figures


def _stored(address: str) -> int:
    """How many updates the server says it has stored."""
    found = _KEPT.search(httpx2.get(f"{address}/metrics").raise_for_status().text)
    return int(float(found[1])) if found else 0


def _figures(rounds: Sequence[Figures]) -> Figures:
    return {name: round(median(one[name] for one in rounds), 1) for name in ("per_second", "p50_ms", "p99_ms")} | {
        "refused": sum(one["refused"] for one in rounds)
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures as JSON, an object for each number of connections."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.webhook", description=__doc__)
    parser.add_argument("--connections", type=int, nargs="+", default=[40, 100], help="Telegram opens 40, or up to 100")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each round and side")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    given = parser.parse_args(arguments)
    for connections in given.connections:
        figures = measure(connections, given.rounds, given.seconds, on_postgres=given.postgres)
        print(json.dumps(figures, indent=2))  # noqa: T201  a report


if __name__ == "__main__":
    main()
