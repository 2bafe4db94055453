"""The charts of `--plot`, as PNG; in English, since fonts with Chinese characters may be missing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knowledge.evaluating import ranking
from knowledge.evaluating.answerability import Operating, curve
from knowledge.evaluating.reports import Report
from knowledge.evaluating.trials import Run
from knowledge.statistics.palette import BLUE, GREY, ORANGE

_INCHES: Final = (6.0, 4.5)
_DOTS_AN_INCH: Final = 150
_HITS: Final = range(1, 11)


def draw(run: Run, report: Report, folder: Path) -> list[Path]:
    """Draw every chart that the run has numbers for; the files, in a folder that is made if need be.

    Raises:
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, chart in (
        ("gate", _gate(run)),
        ("hits", _hits(run)),
        ("latency", _latency(report)),
        ("reliability", _reliability(report)),
    ):
        if chart is not None:
            drawn.append(folder / f"{name}.png")
            chart.savefig(drawn[-1], dpi=_DOTS_AN_INCH)
    return drawn


def draw_listen_gate(points: Sequence[Operating], threshold: float, folder: Path) -> Path:
    """Draw the trade-off of a listen gate; the file, in a folder that is made if need be.

    Raises:
        OSError: the file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "listen_gate.png"
    _trade_off("Listen gate: precision and recall", points, threshold).savefig(file, dpi=_DOTS_AN_INCH)
    return file


def _gate(run: Run) -> Figure | None:
    """Precision and recall over the thresholds; None where all or none of the questions are answerable."""
    answerable = [one.answerable for one in run.trials]
    if len(set(answerable)) == 1:
        return None
    points = curve([one.confidence for one in run.trials], answerable)
    return _trade_off("Gate: precision and recall", points, run.threshold)


def _hits(run: Run) -> Figure | None:
    """The share of questions with something wanted among the first k."""
    found = [one.gains for one in run.trials if one.relevant]
    if not found:
        return None
    figure, axes = _chart(f"hit@k ({len(found)} questions)", "k", "hit@k")
    shares = [sum(ranking.hit(one, k) for one in found) / len(found) for k in _HITS]
    axes.plot(list(_HITS), shares, "o-", color=BLUE)
    axes.set_xlim(0.5, len(_HITS) + 0.5)
    axes.set_xticks(list(_HITS))
    return figure


def _latency(report: Report) -> Figure | None:
    if not report.latency_ms:
        return None
    figure, axes = _chart("Latency", "", "ms")
    places = range(len(report.latency_ms))
    for shift, name, color in ((-0.2, "p50", BLUE), (0.2, "p95", ORANGE)):
        heights = [float(getattr(one, name)) for one in report.latency_ms.values()]
        bars = axes.bar([place + shift for place in places], heights, 0.4, label=name, color=color)
        axes.bar_label(bars, fmt="%.0f")
    axes.set_xticks(list(places), list(report.latency_ms))
    axes.set_xlim(-0.6, len(places) - 0.4)
    axes.autoscale(axis="y")
    axes.legend()
    return figure


def _reliability(report: Report) -> Figure:
    ece = report.reliability.ece
    figure, axes = _chart(f"Reliability (ECE {0.0 if ece is None else ece:.3f})", "confidence", "share that was right")
    axes.plot([0, 1], [0, 1], "--", color=GREY)
    for one in report.reliability.bins:
        if one.confidence is not None and one.right is not None:
            axes.bar(one.low, one.right, one.high - one.low, align="edge", color=BLUE, alpha=0.6, edgecolor="white")
            axes.annotate(str(one.questions), ((one.low + one.high) / 2, one.right), ha="center", va="bottom")
            axes.plot(one.confidence, one.right, ".", color=ORANGE)
    return figure


def _trade_off(title: str, points: Sequence[Operating], threshold: float) -> Figure:
    """Precision over recall, with a dot at the threshold in use."""
    figure, axes = _chart(title, "recall", "precision")
    axes.plot([one.recall for one in points], [one.precision for one in points], color=BLUE, drawstyle="steps-post")
    in_use = [one for one in points if one.threshold >= threshold]
    if in_use:
        axes.plot(in_use[-1].recall, in_use[-1].precision, "o", color=ORANGE, label=f"threshold {threshold:.3g}")
        axes.legend(loc="lower left")
    return figure


def _chart(title: str, across: str, up: str) -> tuple[Figure, Axes]:
    """An empty chart of shares, both axes from 0 to 1."""
    figure = Figure(figsize=_INCHES, layout="constrained")
    axes = figure.add_subplot()
    axes.set(title=title, xlabel=across, ylabel=up, xlim=(0, 1), ylim=(0, 1.05))
    axes.grid(visible=True, alpha=0.3)
    return figure, axes
