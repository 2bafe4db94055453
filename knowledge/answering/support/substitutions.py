"""Whether a claim puts one thing of the passage where the passage, in the same words, has another."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Negation, Number, Placed, are_one

_LEAST: Final = 2  # tokens around it, or they tell nothing
_LONGEST: Final = 2  # tokens of a thing
_REFERRING: Final = frozenset({"前者", "后者", "former", "latter", "里面", "其中"})

Run = list[Placed]


def substituted(like: Likeness) -> bool:
    """Whether all of a clause stands in one of the passage but for one thing, and another stands in its place.

    Only what the passage itself speaks of elsewhere counts: what it does not may be another word for the same. A claim
    that speaks of the other too has to put each of them in the wrong clause.
    """
    clauses: set[int] = set()
    for number, clause in enumerate(like.claim):
        if any(_says_all(known, clause) for known in like.passage):
            continue
        for known in like.passage:
            for mine, other in _exchanged(clause, known):
                if _may_stand_for(like, clause, mine, known, other):
                    if not any(has(like.claim, placed.token) for placed in other):
                        return True
                    clauses.add(number)
    return len(clauses) > 1


def _says_all(known: Clause, clause: Clause) -> bool:
    """Whether a clause of the passage has all words of the claim's, and denies as it does."""
    denied = [any(isinstance(placed.token, Negation) for placed in one.tokens) for one in (known, clause)]
    return denied[0] == denied[1] and all(map(known.has, clause.spoken))


def _exchanged(clause: Clause, known: Clause) -> Iterator[tuple[Run, Run]]:
    """The one run of tokens that a clause has and the other has not, and what the other has between the same words."""
    said, spoken = _spoken(clause), _spoken(known)
    missing = [at for at, placed in enumerate(said) if not known.has(placed.token)]
    if not missing or len(said) - len(missing) < _LEAST or len(missing) > _LONGEST:
        return
    first, last = missing[0], missing[-1] + 1
    if last - first != len(missing):
        return
    for start in range(len(spoken)):
        for end in range(start + 1, min(start + _LONGEST, len(spoken)) + 1):
            other = spoken[start:end]
            if any(clause.has(placed.token) for placed in other) or not all(map(_is_plain, said[first:last] + other)):
                continue
            if _same(said[:first][-1:], spoken[:start][-1:]) and _same(said[last : last + 1], spoken[end : end + 1]):
                yield said[first:last], other


def _may_stand_for(like: Likeness, clause: Clause, mine: Run, known: Clause, other: Run) -> bool:
    """Whether the passage speaks of what the claim has there, as of something of the same kind.

    So it does of two things, of what two clauses are about, and of what stands beside the same word.
    """
    theres = [there for there in like.passage if all(there.has(placed.token) for placed in mine)]
    if not theres:
        return False
    if any(_stands_beside(there, clause, mine) for there in theres):
        return True
    if len(mine) != 1 or len(other) != 1:
        return False
    open_both = like.opens(clause, mine[0]) and like.opens(known, other[0])
    return open_both or (like.is_thing(mine[0].token) and like.is_thing(other[0].token))


def _stands_beside(there: Clause, clause: Clause, mine: Run) -> bool:
    """Whether the same word follows in another clause."""
    said, spoken = _spoken(clause), _spoken(there)
    after = said[said.index(mine[-1]) + 1 :][:1]
    return bool(after) and any(
        are_one(one.token, mine[-1].token) and are_one(two.token, after[0].token) for one, two in pairwise(spoken)
    )


def _is_plain(placed: Placed) -> bool:
    """Whether it is judged here: figures and scales are elsewhere."""
    token = placed.token
    return not isinstance(token, Number) and (
        not token.is_scale and token.word not in _REFERRING
        if isinstance(token, Contrast)
        else getattr(token, "text", "") not in _REFERRING
    )


def _same(one: Run, two: Run) -> bool:
    return len(one) == len(two) and all(are_one(a.token, b.token) for a, b in zip(one, two, strict=True))


def _spoken(clause: Clause) -> Run:
    """The tokens of a clause but for negations, by where they stand."""
    return sorted(
        (placed for placed in clause.tokens if not isinstance(placed.token, Negation)), key=lambda placed: placed.start
    )
