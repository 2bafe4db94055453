"""How well it is told apart what can be answered: precision, recall, and their trade-off."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Decisions:
    """Counts of decisions: answered and answerable, answered though not answerable, left though answerable."""

    answered_rightly: int = 0
    answered_wrongly: int = 0
    left_wrongly: int = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, bool]]) -> "Decisions":
        """The counts of (answered, answerable) pairs."""
        counts = Counter(pairs)
        return cls(counts[True, True], counts[True, False], counts[False, True])

    @property
    def precision(self) -> float | None:
        """The share of what was answered that is answerable; None where nothing was answered."""
        return _share(self.answered_rightly, self.answered_rightly + self.answered_wrongly)

    @property
    def recall(self) -> float | None:
        """The share of what is answerable that was answered; None where nothing is answerable."""
        return _share(self.answered_rightly, self.answered_rightly + self.left_wrongly)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall (van Rijsbergen 1979); None where neither is defined."""
        return _share(2 * self.answered_rightly, 2 * self.answered_rightly + self.answered_wrongly + self.left_wrongly)


class Operating(NamedTuple):
    """What a threshold would give: whatever has at least this confidence is answered."""

    threshold: float
    precision: float
    recall: float


def curve(confidences: Sequence[float], answerable: Sequence[bool]) -> list[Operating]:
    """Precision and recall at every threshold that changes anything, highest first.

    Empty where nothing is answerable.
    """
    wanted = sum(answerable)
    if not wanted:
        return []
    ordered = sorted(zip(confidences, answerable, strict=True), key=lambda pair: -pair[0])
    points: dict[float, Operating] = {}
    right = 0
    for count, (confidence, is_answerable) in enumerate(ordered, start=1):
        right += is_answerable
        points[confidence] = Operating(confidence, right / count, right / wanted)
    return list(points.values())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
