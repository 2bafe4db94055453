"""Two runs of one set, question by question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.evaluating import resampling
from knowledge.evaluating.reports import MEASURES
from knowledge.evaluating.resampling import Estimate
from knowledge.evaluating.trials import Run, Trial


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure: questions that won, lost and came out the same, the sign test's p, and the difference of means."""

    won: int
    lost: int
    same: int
    p: float
    delta: Estimate


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose outcome changed: the rank (from 1) of the first wanted entry and the status, before and now."""

    id: str
    question: str
    rank: tuple[int | None, int | None]
    status: tuple[str, str]
    right: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another; `unmatched` questions are in one of them only."""

    questions: int
    unmatched: int
    measures: Mapping[str, Difference]
    changed: Sequence[Changed]


def compare(before: Run, now: Run, seed: int = 0) -> Comparison:
    """Compare by question id; the differences are resampled by question."""
    old = {one.id: one for one in before.trials}
    pairs = [(old[one.id], one) for one in now.trials if one.id in old]
    ranked = [(was, one) for was, one in pairs if was.relevant and one.relevant]
    measures = {name: _difference(ranked, of, seed) for name, of in MEASURES.items() if ranked}
    if pairs:
        measures["right"] = _difference(pairs, lambda trial: float(trial.right), seed)
    changed = [change for was, one in pairs if (change := _changed(was, one))]
    return Comparison(len(pairs), len(before.trials) + len(now.trials) - 2 * len(pairs), measures, changed)


def _difference(pairs: Sequence[tuple[Trial, Trial]], of: Callable[[Trial], float], seed: int) -> Difference:
    deltas = [of(one) - of(was) for was, one in pairs]
    won, lost = sum(delta > 0 for delta in deltas), sum(delta < 0 for delta in deltas)
    same = len(deltas) - won - lost
    return Difference(won, lost, same, resampling.sign_test(won, lost), resampling.mean(deltas, seed))


def _changed(was: Trial, now: Trial) -> Changed | None:
    ranks, statuses = (_rank(was), _rank(now)), (was.status, now.status)
    if ranks[0] == ranks[1] and statuses[0] == statuses[1] and was.right == now.right:
        return None
    return Changed(now.id, now.question, ranks, statuses, (was.right, now.right))


def _rank(trial: Trial) -> int | None:
    return next((rank for rank, gain in enumerate(trial.gains, start=1) if gain), None)
