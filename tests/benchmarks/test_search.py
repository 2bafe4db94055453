"""The benchmark at a small size: no time is asserted, only that both sides do the same work."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import search
from tests.benchmarks.corpus import DIMENSION, write
from tests.benchmarks.ours import COMPARED

_SIZE = 200
_PROMISED = {"hybrid_p50_ms", "hybrid_p95_ms", "add_rate", "load_s", "disk_mb", "build_peak_mb", "resident_mb"}


@pytest.mark.benchmark
def test_a_small_run_reports_what_it_promises(tmp_path: Path) -> None:
    """Both sides hold every passage, find by words and agree by meaning; every promised ratio is there.

    One test, because a run takes as long as importing LlamaIndex four times.
    """
    file = tmp_path / "report.json"
    search.main(["--sizes", str(_SIZE), "--change-log", str(_SIZE), "--json", str(file)])
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    (compared,) = report["sizes"]
    ours, peer, ratios = compared["zixue"], compared["llama_index"], compared["ratios"]
    assert ours["passages"] == peer["passages"] == _SIZE
    assert ours["lexical_hits"] == peer["lexical_hits"] == COMPARED
    assert compared["dense_recall"] == pytest.approx(1.0)  # too few for a graph: ours is exact too
    assert ratios.keys() >= _PROMISED
    assert all(ratio > 0 for ratio in ratios.values())
    assert report["change_log"]["indexed"] == _SIZE


def test_the_same_size_makes_up_the_same_corpus(tmp_path: Path) -> None:
    """Two runs measure the same passages, vectors and queries, byte for byte."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, 50)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert {"passages.jsonl", "vectors.npy", "queries.npy", "queries.json"} == made[0].keys()


def test_made_up_passages_are_as_long_as_real_ones(tmp_path: Path) -> None:
    """A passage has about 300 characters, a vector 384 numbers of unit length."""
    made_up = write(tmp_path, 50)
    assert all(290 <= len(passage.text) <= 330 for passage in made_up.passages())
    assert made_up.vectors().shape == (50, DIMENSION)
