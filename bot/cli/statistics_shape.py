"""What `zixue stats --json` prints."""

from dataclasses import asdict
from typing import Any

from knowledge.statistics.figures import Figures, Overview


def shape(overview: Overview) -> dict[str, Any]:
    """An overview as JSON: days with their figures, those of all, and of as many days before."""
    dates = overview.period.dates()
    return {
        "first": dates[0].isoformat(),
        "last": dates[-1].isoformat(),
        "total": _figures(overview.total),
        "before": _figures(overview.before),
        "days": [{"date": day.date.isoformat(), **_figures(day.figures)} for day in overview.days],
        "gaps": [{"question": one.question, "kind": one.kind.value, "times": one.times} for one in overview.gaps],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    ways = {way or "unknown": count for way, count in figures.ways.items()}
    told = {"questions": figures.questions} | asdict(figures) | {"ways": ways}
    return told | {"latency_ms": told.pop("latency")}
