"""How much of a number is chance: bootstrap intervals and the sign test."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

RESAMPLES: Final = 1000
_TAIL_PERCENT: Final = 2.5
_ROWS_A_STEP: Final = 100  # a resample of 3,000 questions is a row of 3,000 numbers

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its 95 % interval."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float], seed: int = 0) -> Estimate:
    """The mean of one value a question, with the percentile bootstrap's interval (Efron 1979).

    The difference of two runs is the mean of their differences by question: the paired bootstrap.
    """
    return of(lambda rows: rows[..., 0].mean(axis=-1), [[value] for value in values], seed)


def of(statistic: Callable[[Numbers], Numbers], rows: Sequence[Sequence[float]], seed: int = 0) -> Estimate:
    """A statistic of the questions' rows of numbers, with its interval over resamples of the questions.

    The statistic takes shape (…, questions, columns) and gives shape (…); where it is undefined (NaN) in a resample,
    that resample does not count.
    """
    table = np.asarray(rows, dtype=np.float64)
    rng = np.random.default_rng(seed)
    drawn = [
        statistic(table[rng.integers(len(table), size=(_ROWS_A_STEP, len(table)))])
        for _ in range(RESAMPLES // _ROWS_A_STEP)
    ]
    resampled = np.concatenate(drawn)
    defined = resampled[~np.isnan(resampled)]
    value = float(statistic(table))
    if not len(defined):
        return Estimate(value, value, value)
    low, high = np.percentile(defined, [_TAIL_PERCENT, 100 - _TAIL_PERCENT])
    return Estimate(value, float(low), float(high))


def sign_test(won: int, lost: int) -> float:
    """The chance (two-sided, exact) of a split at least this uneven if winning and losing were equally likely.

    Dixon and Mood 1946; questions that came out the same do not count. Also McNemar's exact test.
    """
    total = won + lost
    if not total:
        return 1.0
    tail = sum(math.comb(total, k) for k in range(min(won, lost) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**total)))
