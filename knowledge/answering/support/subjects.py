"""Whether a claim says of one thing what the passage says of another, whatever they are called."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.likeness import Likeness

_REFERRING: Final = re.compile(r"\s*(?:[它其这该此他]|(?:it|its|this|these|they|such)\b)")
_LEAST: Final = 2  # tokens that are said of it
_MOST: Final = 0.7  # of what is said of it


def says_of_another(like: Likeness, heading: Sequence[Clause]) -> bool:
    """Whether it opens with what only another sentence of the passage speaks of, and goes on as this one does.

    What the heading names is what the whole passage speaks of.
    """
    return bool(like.claim) and _opens_otherwise(like, like.claim[0], heading)


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
