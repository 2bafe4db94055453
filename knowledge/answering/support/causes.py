"""Whether a claim takes for the cause what the passage has as the effect."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast, Negation, Token

_BEFORE: Final = re.compile(
    "^[^，,]{0,20}?(?:因为|由于|because|since)(?P<cause>[^，,]+)[，,](?:所以|因此|因而|就|才|so)?(?P<effect>.+)$"
)
_AFTER: Final = re.compile(r"^(?P<effect>.+?)(?:[，,]因为|是因为|是由于|\bbecause\b|\bdue to\b)(?P<cause>.+)$")
_FORWARD: Final = re.compile(
    r"(?:[，,]\s*)?(?:所以|因此|因而|从而|导致|造成|引起|使得?|让|\b(?:so|therefore|causes?|leads? to|makes?)\b)"
)
_CONDITION: Final = re.compile("(?:时|后(?!者)|的话|就)[，,]?|会(?![议话])")  # a passage tells causes like this too
_PURPOSE: Final = re.compile("以免|以防|免得")  # what is avoided is no effect
_OTHERWISE: Final = re.compile("[，,]?(?:否则|不然)")
_CLEARLY: Final = 1.5
_LEAST: Final = 2.0


_MOST: Final = 6
"""Of one marker in a sentence: each is a reading of all of it."""


class _Cause(NamedTuple):
    """What leads to what, as tokens."""

    cause: frozenset[Token]
    effect: frozenset[Token]


def turned_round(like: Likeness, claim: str, passage: str) -> bool:
    """Whether the passage has what the claim calls the cause as the effect, and the effect as the cause."""
    if _PURPOSE.search(claim):
        return False
    known = [one for sentence in re.split("[。；;!！?？\\n]", passage) for one in _told(sentence, conditions=True)]
    for said in _told(claim.rstrip("。.;；"), conditions=False):
        straight = max((_overlap(like, said, one) for one in known), default=0.0)
        crossed = max((_overlap(like, said, _Cause(one.effect, one.cause)) for one in known), default=0.0)
        if crossed >= _LEAST and crossed > _CLEARLY * straight:
            return True
    return False


def _told(sentence: str, *, conditions: bool) -> Iterator[_Cause]:
    """Every way to read a sentence as a cause and its effect; what holds under a condition only where that is asked."""
    if match := _BEFORE.match(sentence.strip()) or _AFTER.match(sentence.strip()):
        yield _Cause(_tokens(match["cause"]), _tokens(match["effect"]))
        return
    for marker in islice(_FORWARD.finditer(sentence), _MOST):
        yield _parted(sentence, marker)
    if conditions:
        for marker in islice(_CONDITION.finditer(sentence), _MOST):
            yield _parted(sentence, marker)
        for marker in islice(_OTHERWISE.finditer(sentence), _MOST):
            yield _Cause(*reversed(_parted(sentence, marker)))


def _parted(sentence: str, marker: re.Match[str]) -> _Cause:
    return _Cause(_tokens(sentence[: marker.start()]), _tokens(sentence[marker.end() :]))


def _tokens(text: str) -> frozenset[Token]:
    return frozenset(
        _plainly(token) for clause in read(text) for token in clause.said if not isinstance(token, Negation)
    )


def _plainly(token: Token) -> Token:
    """The same for every word that stands for it."""
    return Contrast("", token.choices[:1]) if isinstance(token, Contrast) else token


def _overlap(like: Likeness, one: _Cause, two: _Cause) -> float:
    """How much of both sides is the same; nothing where one side has nothing of it."""
    sides = [sum(map(like.weight, mine & theirs)) for mine, theirs in zip(one, two, strict=True)]
    return sum(sides) if all(sides) else 0.0
