"""The benchmark of the weekly at a small size: no time is asserted, only that it measures what it says."""

import json

import pytest

from tests.benchmarks import weekly

pytestmark = pytest.mark.benchmark  # it starts a PostgreSQL server, and sets PDFs


def test_every_part_of_the_weekly_is_timed_over_both_databases(capsys: pytest.CaptureFixture[str]) -> None:
    """And what it does is checked where it is done: an issue is shown, a note previewed, a draft has references."""
    weekly.main(["--issues", "3", "--entries", "8", "--notes", "20", "--rounds", "3"])
    figures = json.loads(capsys.readouterr().out)
    timed = [figures["compiling"]["ours"], figures["compiling"]["markdown_it"]]
    for database in ("sqlite", "postgresql"):
        parts = figures[database]
        timed += [parts["preview"], parts["freeze"], parts["draft"], *parts["search"].values()]
        timed += [parts["issue"][name] for name in ("newest", "others", "entries", "sections", "help")]
    assert len(timed) == 2 + 2 * 11
    for one in timed:
        assert 0 < one["p50_ms"] <= one["p95_ms"]
        assert one["cpu_ms"] > 0
    assert figures["memory"]["issues"] == 3
    assert figures["memory"]["database_mb"] > 0
