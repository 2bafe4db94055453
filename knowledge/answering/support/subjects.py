"""Whether a claim says of one thing what the passage says of another, whatever they are called."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Token

_REFERRING: Final = re.compile(r"\s*(?:[它其这该此他]|(?:it|its|this|these|they|such)\b)")
_LEAST: Final = 2  # tokens that are said of it
_MOST: Final = 0.7  # of what is said of it
_CLEARLY: Final = 0.25  # more of it is said of another


def says_of_another(like: Likeness, heading: Sequence[Clause]) -> bool:
    """Whether it opens with what only another sentence of the passage speaks of, and goes on as this one does.

    What the heading names is what the whole passage speaks of. A thing of which the passage speaks, clause by clause,
    beside another of its kind is held to what is said of it alone.
    """
    if not like.claim:
        return False
    apart = any(_is_said_of_another(like, number) for number in range(len(like.claim)))
    return apart or _opens_otherwise(like, like.claim[0], heading)


def _is_said_of_another(like: Likeness, number: int) -> bool:
    """Whether a clause of the claim says of its subject what the passage says of a rival of it."""
    subject = like.claim[number].tokens[0].token
    said = [token for token in like.claim[number].spoken if token != subject]
    if not like.is_thing(subject) or len(said) < _LEAST:
        return False
    own, others = [0.0], [0.0]
    for at, clause in enumerate(like.passage):
        share = sum(map(clause.has, said)) / len(said)
        owners = list(_owners(like, at))
        if clause.has(subject) or subject in (*like.subjects(like.passage, at), *owners):
            own.append(share)
        elif any(like.are_of_a_kind(subject, one) and not has(like.claim, one) for one in owners):
            others.append(share)
    return len(own) > 1 and max(others) >= _MOST and max(others) - max(own) >= _CLEARLY


def _owners(like: Likeness, at: int) -> Iterator[Token]:
    """The things that a clause of the passage, and those before it in its sentence, begin with."""
    for clause in like.passage[at::-1]:
        if clause.sentence != like.passage[at].sentence or _REFERRING.match(clause.text):
            break
        if like.is_thing(clause.tokens[0].token) and like.opens(clause, clause.tokens[0]):
            yield clause.tokens[0].token


def _opens_otherwise(like: Likeness, clause: Clause, heading: Sequence[Clause]) -> bool:
    sentences = _sentences(like.passage)
    if not sentences:
        return False
    best = max(sentences, key=lambda one: sum(like.weight(token) for token in clause.spoken if has(one, token)))
    opening = list(takewhile(lambda token: not has(best, token), clause.spoken))
    said = clause.spoken[len(opening) :]
    known = sum(has(best, token) for token in said)
    if not opening or known < max(_LEAST, _MOST * len(said)) or any(has(heading, token) for token in opening):
        return False
    if _REFERRING.match(best[0].text):
        return False
    elsewhere = any(all(has(one, token) for token in opening) for one in sentences if one is not best)
    return elsewhere and not has([*like.claim, *heading], best[0].tokens[0].token)


def _sentences(clauses: Sequence[Clause]) -> list[list[Clause]]:
    numbers = dict.fromkeys(clause.sentence for clause in clauses)
    return [[clause for clause in clauses if clause.sentence == number] for number in numbers]
