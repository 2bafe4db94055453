"""How good a listen gate is on messages that it was not fitted to."""

import datetime as dt
from collections.abc import Callable, Iterable
from random import Random
from typing import Final, NamedTuple

import numpy as np

from knowledge.evaluating.answerability import Decisions, Operating, curve
from knowledge.listening.fitting import Fit, Messages, Numbers, Scores, fit, scores, sense, threshold
from knowledge.records import GateQuality, ListenGate

FOLDS: Final = 10
"""Of the cross-validation; fewer where there are fewer messages of a kind."""


class Making(NamedTuple):
    """When a gate is fitted, and by which embedder's vectors if any."""

    at: dt.datetime
    embedder: str | None = None


class Fitted(NamedTuple):
    """A fit, its threshold by the messages left out one at a time, and what other thresholds would give on them."""

    fit: Fit
    threshold: float
    curve: tuple[Operating, ...]


def fit_all(messages: Messages) -> Fitted:
    """The fit to all messages."""
    fitted = fit(messages, np.arange(len(messages.wanted)))
    points = curve(fitted.left_out.tolist(), (messages.wanted > 0).tolist())
    return Fitted(fitted, threshold(fitted.left_out, messages.wanted), tuple(points))


def nested(
    messages: Messages, parts: int = FOLDS, seed: int = 0, report: Callable[[int], None] | None = None
) -> GateQuality:
    """The quality by nested cross-validation: for each part, all is fitted and chosen on the others.

    `report` is told how many parts are done.
    """
    everything = np.arange(len(messages.wanted))
    pairs: list[tuple[bool, bool]] = []
    for done, left_out in enumerate(folds(messages.wanted, parts, seed), start=1):
        others = np.setdiff1d(everything, left_out)
        fitted = fit(messages, others)
        chosen = threshold(fitted.left_out, messages.wanted[others])
        through = scores(fitted, messages, left_out) >= chosen
        pairs += zip(through.tolist(), (messages.wanted[left_out] > 0).tolist(), strict=True)
        if report:
            report(done)
    return quality(pairs)


def quality(pairs: Iterable[tuple[bool, bool]]) -> GateQuality:
    """Precision, recall and F1 of pairs of what was let through and what was wanted; 0 where undefined."""
    counts = Decisions.of(pairs)
    return GateQuality(counts.precision or 0.0, counts.recall or 0.0, counts.f1 or 0.0)


def folds(wanted: Scores, parts: int, seed: int) -> list[Numbers]:
    """The numbers of all messages in parts, each with the same share of wanted ones; never one without either."""
    count = int(min(parts, wanted.sum(), len(wanted) - wanted.sum()))
    shuffled = list(range(len(wanted)))
    Random(seed).shuffle(shuffled)  # noqa: S311  nothing to guard
    ordered = np.array(sorted(shuffled, key=lambda number: float(wanted[number])))
    return [np.sort(ordered[part::count]) for part in range(count)]


def gate(messages: Messages, fitted: Fitted, measured: GateQuality, made: Making) -> ListenGate:
    """The gate that a fit comes to, without its messages."""
    coefficients = fitted.fit.coefficients
    return ListenGate(
        hashes=messages.table.known,
        weights=messages.table.sums(coefficients),
        bias=float(coefficients.sum()),
        threshold=fitted.threshold,
        quality=measured,
        labels=len(coefficients),
        fitted_at=made.at,
        sense=sense(fitted.fit, messages, made.embedder),
    )
