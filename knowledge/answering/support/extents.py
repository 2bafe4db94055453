"""Whether a claim says only of some what the passage says of all or of more, or the other way about."""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.places import are_listed
from knowledge.answering.support.tokens import Contrast, Placed, Word

_ONLY: Final = re.compile(r"[只仅](?![要是有])|唯一|\b(?:only|solely|exclusively)\b")
_ALL: Final = re.compile(r"全部|所有|整个|一切|\b(?:all|every|entire|whole)\b")


def extends_otherwise(like: Likeness) -> bool:
    """Whether a clause limits to one thing what the passage says of it together with another, or of all."""
    return any(_limits(like, clause) or _widens(like, clause) for clause in like.claim)


def _limits(like: Likeness, clause: Clause) -> bool:
    """Whether it says only where the passage lists more, or says all."""
    if not _ONLY.search(clause.text):
        return False
    places = like.clauses(clause.spoken, ())
    if not places or any(_ONLY.search(one.text) for one in places):
        return False
    return any(
        _lists_more(like, clause, one) or (_ALL.search(one.text) and not _ALL.search(clause.text)) for one in places
    )


def _widens(like: Likeness, clause: Clause) -> bool:
    """Whether it says all where the passage says only."""
    if not _ALL.search(clause.text) or _ONLY.search(clause.text):
        return False
    places = like.clauses(clause.spoken, ())
    return bool(places) and all(_ONLY.search(one.text) and not _ALL.search(one.text) for one in places)


def _lists_more(like: Likeness, clause: Clause, known: Clause) -> bool:
    """Whether the passage's clause lists a thing of the claim beside another of its kind."""
    for one, other in _things(like, known):
        if clause.has(one.token) and not clause.has(other.token) and are_listed(known, one, other):
            return True
    return False


def _things(like: Likeness, clause: Clause) -> Iterator[tuple[Placed, Placed]]:
    things = [placed for placed in clause.tokens if isinstance(placed.token, Contrast | Word)]
    for one in things:
        yield from ((one, two) for two in things if one is not two and like.are_of_a_kind(one.token, two.token))
