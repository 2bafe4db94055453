"""Whether a claim couples two scales otherwise than the passage: the smaller k, the smoother the border."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final, NamedTuple

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.negations import is_turned
from knowledge.answering.support.tokens import Contrast, Token, are_one

_CONDITION: Final = re.compile(
    r"[越太过更]|时\s*$|[大小多少高低增降减升长短]\w{0,2}[后时]?\s*$|\b(?:when|if|as|the|with|increas\w+|larger|smaller)\b"
)


class _End(NamedTuple):
    """An end of a scale, and what else its clause says."""

    ends: frozenset[tuple[int, int]]
    of: tuple[Token, ...]


_Coupling = tuple[_End, _End]


def coupled_otherwise(like: Likeness) -> bool:
    """Whether every sentence of the passage that couples the same two scales has one of them at its other end."""
    return any(_verdict(like, said) < 0 for _, said in _couplings(like.claim))


def coupled_likewise(like: Likeness) -> frozenset[int]:
    """The numbers of the claim's clauses whose scale a sentence of the passage couples with one before it like this."""
    return frozenset(number for number, said in _couplings(like.claim) if _verdict(like, said) > 0)


def _verdict(like: Likeness, said: _Coupling) -> int:
    """1 where the passage couples the two scales at these ends, -1 where only at others, 0 where it does not."""
    found = [_agree(said, known) for _, known in _couplings(like.passage)]
    return max((verdict for verdict in found if verdict), default=0)


def _agree(said: _Coupling, known: _Coupling) -> int:
    """1 for the same ends, -1 for one other end, 0 for both other ones, other scales, or ends of other things."""
    directions = {_direction(one, two) for one, two in zip(said, known, strict=True)}
    return {frozenset({1}): 1, frozenset({1, -1}): -1}.get(frozenset(directions), 0)


def _direction(one: _End, two: _End) -> int:
    """1 where both are at the same end, -1 at the other end of one scale, 0 where nothing tells."""
    if one.of and two.of and not any(are_one(mine, other) for mine, other in product(one.of, two.of)):
        return 0
    if one.ends & two.ends:
        return 1
    return -1 if {scale for scale, _ in one.ends} & {scale for scale, _ in two.ends} else 0


def _couplings(clauses: Sequence[Clause]) -> Iterator[tuple[int, _Coupling]]:
    """The ends of scales of two clauses of one sentence, the first a condition of the other, and the other's number."""
    for (_, first), (number, second) in combinations(enumerate(clauses), 2):
        if first.sentence == second.sentence and _CONDITION.search(first.text):
            yield from ((number, coupling) for coupling in product(_ends(first), _ends(second)))


def _ends(clause: Clause) -> list[_End]:
    of = tuple(token for token in clause.spoken if not (isinstance(token, Contrast) and token.is_scale))
    return [
        _End(
            frozenset((one.contrast, one.choice ^ is_turned(clause, placed)) for one in token.choices if one.is_scale),
            of,
        )
        for placed in clause.tokens
        if isinstance(token := placed.token, Contrast) and token.is_scale
    ]
