"""The benchmark of the webhook at a small size: no time is asserted, only that it measures what it says."""

import json

import pytest

from tests.benchmarks import webhook

pytestmark = pytest.mark.benchmark  # it floods two servers, and starting them takes a while


@pytest.mark.parametrize("database", [[], ["--postgres"]], ids=["sqlite", "postgres"])
def test_what_is_acknowledged_under_load_is_stored(capsys: pytest.CaptureFixture[str], database: list[str]) -> None:
    """Not one less, not one more, and every promised figure is there."""
    webhook.main(["--connections", "20", "--rounds", "1", "--seconds", "1", *database])
    figures = json.loads(capsys.readouterr().out)
    assert figures["acknowledged"] > 0
    assert figures["lost"] == 0
    for side in ("echo", "ours", "echo_at_half_its_rate", "ours_at_half_its_rate"):
        assert figures[side]["refused"] == 0
        assert figures[side]["per_second"] > 0
        assert 0 < figures[side]["p50_ms"] <= figures[side]["p99_ms"]
