"""Whether a claim has two steps in the other order than the passage."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from knowledge.answering.support.clauses import plain, read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Negation, Token

_SENTENCES: Final = re.compile(r"[。；;！!？?\n]|\.(?=\s|$)")
_THEN: Final = re.compile(
    r"[，,、]?\s*(?:(?:然后|接着|随后|最后)再?|之后再|再(?![次也]))"
    r"|[,;]?\s*(?:and\s+)?\b(?:then|finally|afterwards)\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"(?<![优预领事])先(?![验进前后])|\bfirst\b", re.IGNORECASE)
_CLEARLY: Final = 1.5
_MOST: Final = 8  # steps of a sentence; every two of a claim's are held against every two of the passage's

Steps = tuple[frozenset[Token], ...]


def reordered(like: Likeness, claim: str, passage: str) -> bool:
    """Whether two steps of the claim stand the other way about in a sentence of the passage that tells an order."""
    known = list(_told(passage))
    return any(
        _is_turned(like, one, two, other)
        for said in _told(claim)
        for one, two in combinations(said, 2)
        for other in known
    )


def _told(text: str) -> Iterator[Steps]:
    """The steps of every sentence that tells which comes first."""
    for sentence in _SENTENCES.split(plain(text)):
        first = _FIRST.search(sentence)  # what is before it does all of the steps
        steps = tuple(filter(None, map(_tokens, _THEN.split(sentence[first.end() if first else 0 :])[:_MOST])))
        if len(steps) > 1:
            yield steps


def _is_turned(like: Likeness, one: frozenset[Token], two: frozenset[Token], steps: Steps) -> bool:
    """Whether the first is most like a later one of the steps, and the second most like an earlier one."""
    first, second = one - two, two - one
    for earlier, later in combinations(steps, 2):
        sooner, after = earlier - later, later - earlier
        straight = _weight(like, first & sooner), _weight(like, second & after)
        crossed = _weight(like, first & after), _weight(like, second & sooner)
        if all(crossed) and sum(crossed) > _CLEARLY * sum(straight):
            return True
    return False


def _weight(like: Likeness, tokens: frozenset[Token]) -> float:
    return sum(map(like.weight, tokens))


def _tokens(text: str) -> frozenset[Token]:
    return frozenset(token for clause in read(text) for token in clause.said if not isinstance(token, Negation))
