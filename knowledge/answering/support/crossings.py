"""Whether two clauses of a claim have exchanged what two clauses of the passage say of two things."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Token

_MOST: Final = 0.8  # of what the two clauses say stands in the passage's two


def crossed(like: Likeness) -> bool:
    """Whether each of two clauses begins as one of the passage's and goes on as the other: A grows by leaf, B by level.

    The ends of scales are judged elsewhere.
    """
    known = list(_neighbours(like.passage))
    return any(_are_crossed(said, other) for said in _neighbours(like.claim) for other in known)


def _neighbours(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """Any two clauses of one sentence."""
    return ((one, two) for one, two in combinations(clauses, 2) if one.sentence == two.sentence)


def _are_crossed(said: tuple[Clause, Clause], known: tuple[Clause, Clause]) -> bool:
    """Whether one clause has what begins the first and ends the second of the passage's, and the other the rest."""
    ways = [_ways(clause, known) for clause in said]
    spoken = [token for clause in said for token in clause.spoken]
    found = sum(any(clause.has(token) for clause in known) for token in spoken)
    return found >= _MOST * len(spoken) and sorted(ways) == [[0, 1], [1, 0]]


def _ways(clause: Clause, known: tuple[Clause, Clause]) -> list[int]:
    """Which of two clauses of the passage what only one of them says is from, each run of one only once."""
    sides = [_side(token, known) for token in clause.spoken]
    return [side for side, _ in groupby(side for side in sides if side is not None)]


def _side(token: Token, known: tuple[Clause, Clause]) -> int | None:
    """The number of the only one that says it, None where both or none does."""
    if isinstance(token, Contrast) and token.is_scale:
        return None
    having = [token in clause.said for clause in known]  # 训练 is not what 预训练 says
    if not any(having):
        having = [clause.has(token) for clause in known]
    return having.index(True) if sum(having) == 1 else None
