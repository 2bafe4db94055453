"""Which of the messages that wait for a label say most about where the gate should stand."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from math import inf

from knowledge.records import Overheard


def informative(heard: Sequence[Overheard], gate: float | None, evidence: float, count: int) -> list[Overheard]:
    """At most so many: those nearest to the threshold first, by turns what would be answered and what would not.

    `gate` is the threshold of the gate in use, if any; without it, or without a score, the chance that the evidence
    answers counts, and its threshold.
    """

    def distance(one: Overheard) -> float:
        if gate is not None and one.score is not None:
            return abs(one.score - gate)
        return inf if one.confidence is None else abs(one.confidence - evidence)

    ranked = sorted(heard, key=lambda one: (distance(one), one.id))
    return list(islice(_by_turns(ranked), count))


def _by_turns(ranked: Sequence[Overheard]) -> Iterator[Overheard]:
    """One of each kind after the other; where a kind is used up, the rest of the other."""
    answered = [one for one in ranked if one.would_answer]
    silent = [one for one in ranked if not one.would_answer]
    pairs = zip_longest(answered, silent)
    return (one for one in chain.from_iterable(pairs) if one is not None)
