"""Hybrid search, ours against LlamaIndex's default store and `BM25Retriever`, in one run: figures and their ratios.

Both sides get the same made-up passages, the same vectors, the same words and the same queries; the query's vector
is there already on both. Ratios compare what ran minutes apart on one machine; absolute figures are that machine's.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.table import Table

from tests.benchmarks import corpus, phase
from tests.benchmarks.phase import Figures

_OURS: Final = "tests.benchmarks.ours"
_PEER: Final = "tests.benchmarks.llama_index_default"
_CHANGE_LOG: Final = "tests.benchmarks.change_log"


class _Row(NamedTuple):
    figure: str
    label: str
    more_is_better: bool = False


_ROWS: Final = (
    _Row("hybrid_p50_ms", "hybrid search, p50 (ms)"),
    _Row("hybrid_p95_ms", "hybrid search, p95 (ms)"),
    _Row("dense_p50_ms", "by meaning alone, p50 (ms)"),
    _Row("lexical_p50_ms", "by words alone, p50 (ms)"),
    _Row("unoptimised_p50_ms", "hybrid before optimising, p50 (ms)"),
    _Row("unoptimised_p95_ms", "hybrid before optimising, p95 (ms)"),
    _Row("optimising_p50_ms", "hybrid while optimising, p50 (ms)"),
    _Row("optimising_p95_ms", "hybrid while optimising, p95 (ms)"),
    _Row("add_rate", "adding in memory; ours to disk (passages/s)", more_is_better=True),
    _Row("durable_rate", "adding until it is on disk (passages/s)", more_is_better=True),
    _Row("persisting_s", "persisting (s)"),
    _Row("optimising_s", "optimising (s)"),
    _Row("load_s", "opening (s)"),
    _Row("disk_mb", "on disk (MB)"),
    _Row("build_peak_mb", "memory, peak while building (MB)"),
    _Row("serve_peak_mb", "memory, peak while opening and searching (MB)"),
    _Row("resident_mb", "memory after searching (MB)"),
)
_CHANGE_LOG_ROWS: Final = {
    "keep_rate": "library: keep sources",
    "follow_words_rate": "index follows, words only",
    "ingest_rate": "both: searchable by words",
    "keep_vectors_rate": "library: keep vectors",
    "follow_vectors_rate": "index follows, with vectors",
    "rebuild_rate": "index rebuilt from the library",
}


def compare(size: int) -> Figures:
    """Both sides at one size: the figures of each, ratios (how many times better ours is), and agreement."""
    with tempfile.TemporaryDirectory() as scratch:
        made_up = Path(scratch) / "corpus"
        made_up.mkdir()
        corpus.write(made_up, size)
        ours, peer = (_side(module, made_up, Path(scratch)) for module in (_OURS, _PEER))
    recall = _recall(ours.pop("nearest"), peer.pop("nearest"))
    return {
        "passages": size,
        "zixue": ours,
        "llama_index": peer,
        "ratios": {row.figure: _ratio(row, ours, peer) for row in _ROWS if row.figure in ours and row.figure in peer},
        "dense_recall": recall,
    }


def follow(size: int) -> Figures:
    """How fast passages go into the library and from its change log into the index."""
    with tempfile.TemporaryDirectory() as scratch:
        made_up, store = Path(scratch) / "corpus", Path(scratch) / "store"
        made_up.mkdir()
        store.mkdir()
        corpus.write(made_up, size)
        return phase.run(_CHANGE_LOG, "follow", made_up, store)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was asked for, print tables, and write every figure to the file that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,10000,50000", help="passages, comma-separated")
    parser.add_argument("--change-log", type=int, default=10_000, help="passages for library → index; 0 to leave out")
    parser.add_argument("--json", type=Path, help="a file for every figure")
    asked = parser.parse_args(arguments)
    console = Console(width=110)
    report: Figures = {"python": platform.python_version(), "cpus": os.cpu_count(), "sizes": []}
    for size in map(int, asked.sizes.split(",")):
        report["sizes"].append(compare(size))
        console.print(_table(report["sizes"][-1]))
    if asked.change_log:
        report["change_log"] = follow(asked.change_log)
        console.print(_change_log_table(report["change_log"]))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


def _side(module: str, made_up: Path, scratch: Path) -> Figures:
    store = scratch / module
    store.mkdir()
    built = phase.run(module, "build", made_up, store)
    served = phase.run(module, "serve", made_up, store)
    return built | served | {"build_peak_mb": built["peak_mb"], "serve_peak_mb": served.pop("peak_mb")}


def _recall(ours: list[list[int]], exact: list[list[int]]) -> float:
    """The share of the exactly nearest passages that our graph finds too."""
    shared = sum(len(set(found) & set(true)) for found, true in zip(ours, exact, strict=True))
    return shared / sum(map(len, exact))


def _ratio(row: _Row, ours: Figures, peer: Figures) -> float:
    better, worse = (ours, peer) if row.more_is_better else (peer, ours)
    return float(better[row.figure] / worse[row.figure])


def _table(compared: Figures) -> Table:
    caption = f"by meaning, ours finds {compared['dense_recall']:.1%} of the 50 exactly nearest"
    table = Table(title=f"{compared['passages']:,} passages", caption=caption)
    table.add_column("")
    for side in ("Zixue", "LlamaIndex default + BM25Retriever", "times better"):
        table.add_column(side, justify="right")
    for row in _ROWS:
        sides = (_figure(compared[side].get(row.figure)) for side in ("zixue", "llama_index"))
        table.add_row(row.label, *sides, _figure(compared["ratios"].get(row.figure)))
    return table


def _change_log_table(figures: Figures) -> Table:
    table = Table("", title=f"library → change log → index, {figures['passages']:,} passages")
    table.add_column("passages/s", justify="right")
    for name, label in _CHANGE_LOG_ROWS.items():
        table.add_row(label, _figure(figures[name]))
    return table


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
