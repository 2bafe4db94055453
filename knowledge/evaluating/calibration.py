"""Whether a confidence means what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in [low, high): how many, their mean confidence, the share that was right.

    The last bin holds 1 as well; the means of an empty bin are None.
    """

    low: float
    high: float
    questions: int
    confidence: float | None
    right: float | None


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The reliability diagram in ten bins of equal width (DeGroot and Fienberg 1983)."""
    members: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in zip(confidences, right, strict=True):
        members[min(int(confidence * BINS), BINS - 1)].append((confidence, is_right))
    return [_bin(number, inside) for number, inside in enumerate(members)]


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean distance of confidence and truth over the bins, weighted by how many they hold (Guo et al. 2017).

    None where there is no question.
    """
    total = sum(one.questions for one in bins)
    gaps = [
        one.questions * abs(one.confidence - one.right)
        for one in bins
        if one.confidence is not None and one.right is not None
    ]
    return sum(gaps) / total if total else None


def _bin(number: int, inside: Sequence[tuple[float, bool]]) -> Bin:
    low, high, count = number / BINS, (number + 1) / BINS, len(inside)
    if not count:
        return Bin(low, high, 0, None, None)
    return Bin(low, high, count, sum(one for one, _ in inside) / count, sum(is_right for _, is_right in inside) / count)
