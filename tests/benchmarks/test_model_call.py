"""The benchmark of a model's answer at a small size: no time is asserted, only that it measures what it says."""

import json

import pytest

from tests.benchmarks import model_call


@pytest.mark.benchmark
def test_a_small_run_measures_the_models_answers(capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer is the model's own, and every promised figure is there."""
    model_call.main(["--embedder", "none", "--questions", "3", "--rounds", "1"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["measured"] == figures["by_the_model"] == figures["answers"] > 0
    assert all(
        figures[f"{name}_p{share}_ms"] > 0 for name in ("before", "after", "both", "cpu") for share in (5, 50, 95)
    )
