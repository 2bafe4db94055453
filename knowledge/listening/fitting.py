"""Kernel ridge regression on messages that were labelled: how much each of them counts for a new one.

Two messages are alike by the cosine of their n-grams, and by the cosine of their vectors and its square. Leaving one
message out has a closed form (Allen 1974), by which everything is chosen without a look at what is tested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.listening.gate import directions
from knowledge.listening.grams import ALONE, BESIDE_MEANING, Table, grams
from knowledge.records import Sense, Vector

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]
Scores = npt.NDArray[np.float64]

_LINEAR, _QUADRATIC = 0.2, 0.8
"""How much of the likeness of two vectors is their cosine, and how much its square."""

_SENSE: Final = (0.5, 0.75, 1.0)
_RIDGES: Final = (0.2, 0.4, 0.8)
"""What is tried: how much vectors weigh beside n-grams, and how little a label is believed."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Labelled messages: their n-grams, the likeness of each two by them, their vectors as rows, 1 where wanted."""

    table: Table
    alike: Matrix
    meanings: Matrix | None
    wanted: Scores

    @classmethod
    def of(cls, texts: Sequence[str], meanings: Sequence[Vector] | None, wanted: Sequence[bool]) -> "Messages":
        """These texts, with their vectors where there are any."""
        lengths = ALONE if meanings is None else BESIDE_MEANING
        table = Table.of([grams(text, lengths) for text in texts])
        rows = None if meanings is None else np.stack(meanings)
        return cls(table, table.alike(), rows, np.array(wanted, dtype=np.float64))


class Fit(NamedTuple):
    """How much each message counts, how much vectors do, and how each message is scored without itself.

    `centre` is None where there are no vectors.
    """

    numbers: Numbers
    coefficients: Scores
    left_out: Scores
    sense: float = 0.0
    centre: Vector | None = None


def fit(messages: Messages, numbers: Numbers) -> Fit:
    """The fit to these messages whose scores of those left out lie nearest to their labels."""
    wanted = messages.wanted[numbers]
    alike = messages.alike[np.ix_(numbers, numbers)].astype(np.float64) + 1  # 1: the bias
    if messages.meanings is None:
        return min((_ridge(alike, wanted, ridge, Fit(numbers, wanted, wanted)) for ridge in _RIDGES), key=_off(wanted))
    centre = messages.meanings[numbers].mean(axis=0)
    lies = directions(messages.meanings[numbers], centre)
    near = _near(lies, lies)
    tried = (
        _ridge(alike + sense * near, wanted, ridge, Fit(numbers, wanted, wanted, sense, centre))
        for sense, ridge in product(_SENSE, _RIDGES)
    )
    return min(tried, key=_off(wanted))


def scores(fitted: Fit, messages: Messages, numbers: Numbers) -> Scores:
    """How a fit scores other messages."""
    alike = messages.alike[np.ix_(numbers, fitted.numbers)].astype(np.float64) + 1
    if messages.meanings is not None and fitted.centre is not None:
        new, old = (directions(messages.meanings[each], fitted.centre) for each in (numbers, fitted.numbers))
        alike += fitted.sense * _near(new, old)
    return np.asarray(alike @ fitted.coefficients)


def threshold(scores: Scores, wanted: Scores) -> float:
    """The score that lets through as many messages as are wanted, in the middle between the last of them and the next.

    There precision and recall are the same. F1 is best nearby, but where exactly turns on a few labels: a threshold
    that was looked for there was worse on other messages, most of all where few are labelled.
    """
    count = int(wanted.sum())
    return float(np.sort(scores)[::-1][count - 1 : count + 1].mean())


def sense(fitted: Fit, messages: Messages, embedder: str | None) -> Sense | None:
    """What a fit makes of vectors, without those it was made from; None where it has none."""
    if messages.meanings is None or fitted.centre is None or embedder is None:
        return None
    lies = directions(messages.meanings[fitted.numbers], fitted.centre)
    counted = fitted.sense * fitted.coefficients[:, None] * lies
    linear = _LINEAR * counted.sum(axis=0)
    quadratic = _QUADRATIC * (lies.T @ counted)
    return Sense(embedder, fitted.centre, linear.astype(np.float32), quadratic.astype(np.float32))


def _ridge(alike: Scores, wanted: Scores, ridge: float, empty: Fit) -> Fit:
    inverse = np.linalg.inv(alike + ridge * np.eye(len(alike)))
    coefficients = inverse @ wanted
    return empty._replace(coefficients=coefficients, left_out=wanted - coefficients / np.diag(inverse))


def _off(wanted: Scores) -> Callable[[Fit], float]:
    return lambda one: float(np.sum((one.left_out - wanted) ** 2))


def _near(some: Matrix, others: Matrix) -> Scores:
    cosines = some.astype(np.float64) @ others.T
    return np.asarray(_LINEAR * cosines + _QUADRATIC * cosines**2)
