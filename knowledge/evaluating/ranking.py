"""How good one ranking is: the measures of retrieval, for gains of 0 or 1 in the order of the ranking."""

import math
from collections.abc import Collection, Sequence


def gains(ranked: Sequence[str], wanted: Sequence[Collection[str]]) -> list[int]:
    """What each ranked entry brings: 1 where it is the first that meets something wanted, else 0.

    Each wanted thing may be met by any of several entries, and is met once.
    """
    open_wants = list(wanted)
    found = []
    for entry_id in ranked:
        left = [want for want in open_wants if entry_id not in want]
        found.append(int(len(left) < len(open_wants)))
        open_wants = left
    return found


def hit(found: Sequence[int], k: int) -> float:
    """hit@k, also called success@k: 1 where the first k hold something wanted."""
    return float(any(found[:k]))


def reciprocal_rank(found: Sequence[int]) -> float:
    """One over the rank, from 1, of the first that is wanted; 0 where none is (Voorhees 1999, TREC-8)."""
    return next((1 / rank for rank, gain in enumerate(found, start=1) if gain), 0.0)


def ndcg(found: Sequence[int], wanted: int, k: int) -> float:
    """nDCG@k: the gains discounted by log2(1 + rank), over those of the best ranking there could be.

    Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques"; 0 where nothing is wanted.
    """
    ideal = _dcg([1] * min(wanted, k))
    return _dcg(found[:k]) / ideal if ideal else 0.0


def _dcg(found: Sequence[int]) -> float:
    return sum(gain / math.log2(1 + rank) for rank, gain in enumerate(found, start=1))
