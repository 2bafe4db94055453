"""Whether a claim compares two things the other way about than the passage."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Negation, Token

_MARK: Final = re.compile(r"比(?![较如例赛方重值])|\b(?:than|beats?|outperforms?)\b")
_CLEARLY: Final = 1.5


class _Compared(NamedTuple):
    """What is compared with what; `more` are the ends of the scales it is more of."""

    one: frozenset[Token]
    two: frozenset[Token]
    more: frozenset[tuple[int, int]]


def compared_otherwise(like: Likeness) -> bool:
    """Whether the passage compares the same two things, on the same end of the scale, in the other order."""
    known = [one for clause in like.passage for one in _compared(clause)]
    return any(_is_turned(like, said, one) for clause in like.claim for said in _compared(clause) for one in known)


def _is_turned(like: Likeness, said: _Compared, known: _Compared) -> bool:
    def both(first: frozenset[Token], second: frozenset[Token]) -> float:
        shares = [sum(map(like.weight, said.one & first)), sum(map(like.weight, said.two & second))]
        return sum(shares) if all(shares) else 0.0

    opposite = bool(said.more and known.more) and said.more.isdisjoint(known.more)
    return not opposite and both(known.two, known.one) > _CLEARLY * both(known.one, known.two)


def _compared(clause: Clause) -> Iterator[_Compared]:
    if mark := _MARK.search(clause.text):
        tokens = [placed for placed in clause.tokens if not isinstance(placed.token, Negation)]
        scales = [one for one in tokens if isinstance(one.token, Contrast) and one.token.is_scale]
        end = next((one.start for one in scales if one.start >= mark.end()), len(clause.text))
        plain = [one for one in tokens if one not in scales]
        yield _Compared(
            frozenset(one.token for one in plain if one.end <= mark.start()),
            frozenset(one.token for one in plain if mark.end() <= one.start < end),
            frozenset(choice[:2] for one in scales if isinstance(one.token, Contrast) for choice in one.token.choices),
        )
