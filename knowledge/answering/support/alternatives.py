"""Whether a claim names one of several alternatives where the passage only ever names another."""

from collections.abc import Sequence

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Contrast


def named_otherwise(like: Likeness, heading: Sequence[Clause]) -> bool:
    """Whether the claim names a thing that passage and heading never name, while the passage names a rival of it.

    The ends of a scale are none of these: a negation turns one into the other.
    """
    known = (*like.passage, *heading)
    spoken_of = {choice.contrast for clause in like.passage for choice in clause.choices}
    return any(
        isinstance(token, Contrast)
        and not token.is_scale
        and not token.contrasts.isdisjoint(spoken_of)
        and not has(known, token)
        for clause in like.claim
        for token in clause.said
    )
