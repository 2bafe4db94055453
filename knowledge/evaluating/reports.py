"""From the trials of a run to its numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.evaluating import citing, ranking, resampling
from knowledge.evaluating.answerability import Decisions
from knowledge.evaluating.calibration import Bin, expected_calibration_error, reliability
from knowledge.evaluating.resampling import Estimate, Numbers
from knowledge.evaluating.trials import Run, Trial

MEASURES: Mapping[str, Callable[[Trial], float]] = {
    "hit@1": lambda trial: ranking.hit(trial.gains, 1),
    "hit@5": lambda trial: ranking.hit(trial.gains, 5),
    "hit@10": lambda trial: ranking.hit(trial.gains, 10),
    "mrr": lambda trial: ranking.reciprocal_rank(trial.gains),
    "ndcg@10": lambda trial: ranking.ndcg(trial.gains, len(trial.relevant), 10),
}
"""The measures of retrieval, each of one question."""

_TOTAL = "total"  # told last


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The measures over the questions whose answers are named; `unmatched` of them name what the library has not."""

    questions: int
    unmatched: int
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Gate:
    """How a set, or one tier of it, was told apart into answered and left.

    A tier's precision and F1 are those of its questions together with all answerable ones, where it has none itself.
    """

    questions: int
    answered: int
    right: float
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Answerability:
    """The gate over the whole set, with intervals where it has both kinds of questions, and by tier."""

    overall: Gate
    intervals: Mapping[str, Estimate]
    tiers: Mapping[str, Gate]


@dataclass(frozen=True, slots=True)
class Citations:
    """What answers cite, quote and say; a measure is None where no question has it."""

    precision: Estimate | None
    recall: Estimate | None
    verbatim: float | None
    sentences: int
    must: float | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one stage."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Confidence against truth in ten bins, and the expected calibration error."""

    bins: Sequence[Bin]
    ece: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The numbers of one run; `retrieval` is None where no question says what answers it."""

    set: str
    embedder: str
    model: str | None
    threshold: float
    questions: int
    retrieval: Retrieval | None
    answerability: Answerability
    citations: Citations
    latency_ms: Mapping[str, Latency]
    reliability: Reliability


def report(run: Run, seed: int = 0) -> Report:
    """The numbers of a run; the seed is that of the bootstrap."""
    trials = run.trials
    bins = reliability([one.confidence for one in trials], [one.would_be_right for one in trials])
    return Report(
        run.set,
        run.embedder,
        run.model,
        run.threshold,
        len(trials),
        _retrieval([one for one in trials if one.relevant], seed),
        _answerability(trials, seed),
        _citations(trials, seed),
        _latency(trials),
        Reliability(bins, expected_calibration_error(bins)),
    )


def _retrieval(trials: Sequence[Trial], seed: int) -> Retrieval | None:
    if not trials:
        return None
    measures = {name: resampling.mean([of(one) for one in trials], seed) for name, of in MEASURES.items()}
    return Retrieval(len(trials), sum(not any(one.relevant) for one in trials), measures)


def _answerability(trials: Sequence[Trial], seed: int) -> Answerability:
    answerable = [one for one in trials if one.answerable]
    tiers: dict[str, Gate] = {}
    for name in sorted({one.tier for one in trials if one.tier is not None}):
        own = [one for one in trials if one.tier == name]
        tiers[name] = _gate(own, own if any(one.answerable for one in own) else [*own, *answerable])
    mixed = 0 < len(answerable) < len(trials)
    return Answerability(_gate(trials, trials), _gate_intervals(trials, seed) if mixed else {}, tiers)


def _gate(own: Sequence[Trial], compared: Sequence[Trial]) -> Gate:
    made = Decisions.of((one.answered, one.answerable) for one in compared)
    right = sum(one.answered == one.answerable for one in own) / len(own)
    return Gate(len(own), sum(one.answered for one in own), right, made.precision, made.recall, made.f1)


def _gate_intervals(trials: Sequence[Trial], seed: int) -> dict[str, Estimate]:
    rows = [(one.answered and one.answerable, one.answered, one.answerable) for one in trials]

    def share(part: Callable[[Numbers], Numbers], whole: Callable[[Numbers], Numbers]) -> Estimate:
        def statistic(drawn: Numbers) -> Numbers:
            sums = drawn.sum(axis=-2)
            with np.errstate(invalid="ignore", divide="ignore"):
                return np.asarray(part(sums) / whole(sums))

        return resampling.of(statistic, rows, seed)

    shares = {
        "precision": share(lambda sums: sums[..., 0], lambda sums: sums[..., 1]),
        "recall": share(lambda sums: sums[..., 0], lambda sums: sums[..., 2]),
        "f1": share(lambda sums: 2 * sums[..., 0], lambda sums: sums[..., 1] + sums[..., 2]),
    }
    return {name: one for name, one in shares.items() if not np.isnan(one.value)}


def _citations(trials: Sequence[Trial], seed: int) -> Citations:
    answered = [one for one in trials if one.answered and one.relevant]
    precisions = [value for one in answered if (value := citing.precision(one.cited, one.relevant)) is not None]
    recalls = [value for one in answered if (value := citing.recall(one.cited, one.relevant)) is not None]
    sentences, must = sum(one.sentences for one in trials), sum(one.must for one in trials)
    return Citations(
        resampling.mean(precisions, seed) if precisions else None,
        resampling.mean(recalls, seed) if recalls else None,
        sum(one.verbatim for one in trials) / sentences if sentences else None,
        sentences,
        sum(one.must_found for one in trials) / must if must else None,
    )


def _latency(trials: Sequence[Trial]) -> dict[str, Latency]:
    stages: dict[str, list[float]] = {}
    for one in trials:
        for stage, elapsed in one.elapsed_ms.items():
            stages.setdefault(stage, []).append(elapsed)
    return {
        stage: Latency(*(round(float(each), 1) for each in np.percentile(elapsed, [50, 95])))
        for stage, elapsed in sorted(stages.items(), key=lambda each: each[0] == _TOTAL)
    }
