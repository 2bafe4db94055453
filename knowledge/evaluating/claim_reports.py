"""From the verdicts of a run to its numbers, and from two runs to what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.evaluating import resampling
from knowledge.evaluating.claims import ClaimRun, Verdict
from knowledge.evaluating.resampling import Estimate


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the claims: how many are right and how many wrong, and the shares kept and caught of them.

    A share is None where there is no such claim.
    """

    right: int
    wrong: int
    kept: Estimate | None
    caught: Estimate | None


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """The numbers of one run: of all claims, of those worked on and those held out, and by kind.

    `judge` is the model that judged so many of them as `judged` says.
    """

    set: str
    embedder: str
    judge: str | None
    judged: int
    claims: int
    overall: Part
    worked_on: Part
    held_out: Part
    kinds: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim whose verdict changed: whether it was kept, before and now."""

    id: str
    claim: str
    kind: str
    supported: bool
    kept: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class ClaimComparison:
    """What changed from one run to another: claims won and lost, the sign test's p, and the difference of means."""

    claims: int
    unmatched: int
    won: int
    lost: int
    p: float
    delta: Estimate | None
    turned: Sequence[Turned]


def report(run: ClaimRun, seed: int = 0) -> ClaimReport:
    """All numbers of a run; the same seed draws the same resamples."""
    kinds: dict[str, list[Verdict]] = {}
    for one in sorted(run.verdicts, key=lambda verdict: not verdict.supported):
        kinds.setdefault(one.kind, []).append(one)
    return ClaimReport(
        run.set,
        run.embedder,
        run.judge,
        sum(one.judged for one in run.verdicts),
        len(run.verdicts),
        _part(run.verdicts, seed),
        _part([one for one in run.verdicts if not one.held_out], seed),
        _part([one for one in run.verdicts if one.held_out], seed),
        {kind: _part(verdicts, seed) for kind, verdicts in kinds.items()},
    )


def compare(before: ClaimRun, now: ClaimRun, seed: int = 0) -> ClaimComparison:
    """Compare by claim."""
    old = {one.id: one for one in before.verdicts}
    pairs = [(old[one.id], one) for one in now.verdicts if one.id in old]
    deltas = [float(one.right) - float(was.right) for was, one in pairs]
    won, lost = sum(delta > 0 for delta in deltas), sum(delta < 0 for delta in deltas)
    return ClaimComparison(
        len(pairs),
        len(before.verdicts) + len(now.verdicts) - 2 * len(pairs),
        won,
        lost,
        resampling.sign_test(won, lost),
        resampling.mean(deltas, seed) if deltas else None,
        [
            Turned(one.id, one.text, one.kind, one.supported, (was.kept, one.kept))
            for was, one in pairs
            if was.kept != one.kept
        ],
    )


def _part(verdicts: Sequence[Verdict], seed: int) -> Part:
    kept = [float(one.kept) for one in verdicts if one.supported]
    caught = [float(not one.kept) for one in verdicts if not one.supported]
    return Part(
        len(kept),
        len(caught),
        resampling.mean(kept, seed) if kept else None,
        resampling.mean(caught, seed) if caught else None,
    )
