"""One phase of a measurement in a process of its own, so that its memory and its cold start are its own."""

import importlib
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import psutil

Figures = dict[str, Any]
"""What a phase measured: seconds, milliseconds, megabytes and rates by name; lists where the caller compares."""

_ROOT: Final = Path(__file__).resolve().parents[2]
_LOOK_SECONDS: Final = 0.05
_MEGA: Final = 1e6


def run(module: str, function: str, corpus: Path, store: Path) -> Figures:
    """Call `module.function(corpus, store)` in a new process; adds `peak_mb`, its highest resident memory.

    Processes that it starts, such as the one that optimises a copy of the index, are not in it.

    Raises:
        CalledProcessError: the phase failed; its own words are on stderr.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "figures.json"
        command = [sys.executable, "-m", __name__, module, function, str(corpus), str(store), str(out)]
        process = psutil.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL)
        peak = _watch(process)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        figures: Figures = json.loads(out.read_text(encoding="utf-8"))
    return figures | {"peak_mb": max(peak / _MEGA, figures.get("resident_mb", 0.0))}


def resident_mb() -> float:
    """The resident memory of this process now, in megabytes; pages of mapped files count."""
    return float(psutil.Process().memory_info().rss / _MEGA)


def size_mb(directory: Path) -> float:
    """What a directory takes on disk, in megabytes."""
    blocks = sum(path.stat().st_blocks for path in directory.rglob("*") if path.is_file())
    return blocks * 512 / _MEGA


def milliseconds(begun: float) -> float:
    """The time since a reading of `time.perf_counter`."""
    return (time.perf_counter() - begun) * 1000


def percentile(values: list[float], share: float) -> float:
    """The nearest-rank percentile: the least value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _watch(process: psutil.Popen) -> int:
    peak = 0
    while True:
        try:
            peak = max(peak, process.memory_info().rss)
            process.wait(_LOOK_SECONDS)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            process.wait()
        return peak


def _main(module: str, function: str, corpus: str, store: str, out: str) -> None:
    measured: Callable[[Path, Path], Figures] = getattr(importlib.import_module(module), function)
    Path(out).write_text(json.dumps(measured(Path(corpus), Path(store))), encoding="utf-8")


if __name__ == "__main__":
    _main(*sys.argv[1:])
