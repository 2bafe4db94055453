"""How much of a claim a passage speaks of, whatever it says of it."""

from collections.abc import Sequence
from typing import Final

from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.tokens import Contrast, Number, Token

_LEAST: Final = 0.5
_LEAST_OF_A_SENTENCE: Final = 0.4  # where that stands together
_LEAST_OF_A_CLAUSE: Final = 0.34
_ANCHORS: Final = 3
_ANCHORS_WITH_A_FIGURE: Final = 2
_MOST_ANCHORS: Final = 0.4  # of all that is said: then as few will do


def covers(known: Sequence[Clause], said: Sequence[Clause]) -> bool:
    """Whether most of the claim's words, and some of each of its clauses, stand in the passage."""
    spoken = [token for clause in said for token in clause.spoken]
    return (_share(known, spoken) >= _LEAST or _share_of_a_sentence(known, spoken) >= _LEAST_OF_A_SENTENCE) and all(
        _share(known, clause.spoken) >= _LEAST_OF_A_CLAUSE for clause in said if len(clause.tokens) > 1
    )


def is_anchored(known: Sequence[Clause], said: Sequence[Clause]) -> bool:
    """Whether one sentence of the passage has several of the claim's figures, names and terms, in any language."""
    tokens = {token for clause in said for token in clause.spoken}
    for number in {clause.sentence for clause in known}:
        sentence = [clause for clause in known if clause.sentence == number]
        found = [token for token in tokens if has(sentence, token)]
        figures = any(isinstance(token, Number) for token in found)
        most = len(found) >= _MOST_ANCHORS * len(tokens)
        if len(found) >= (_ANCHORS_WITH_A_FIGURE if figures or most else _ANCHORS):
            return True
    return False


def stands_verbatim(known: Sequence[Clause], said: Sequence[Clause]) -> bool:
    """Whether the claim's clauses stand in the passage word for word, one after the other."""
    wanted, texts = [clause.text.strip() for clause in said], [clause.text.strip() for clause in known]
    return any(texts[at : at + len(wanted)] == wanted for at in range(len(texts)))


def _share_of_a_sentence(known: Sequence[Clause], tokens: Sequence[Token]) -> float:
    """How much of it one sentence says."""
    sentences = {clause.sentence for clause in known}
    return max(_share([clause for clause in known if clause.sentence == one], tokens) for one in sentences)


def _share(known: Sequence[Clause], tokens: Sequence[Token]) -> float:
    return sum(_is_spoken_of(known, token) for token in tokens) / len(tokens) if tokens else 1.0


def _is_spoken_of(known: Sequence[Clause], token: Token) -> bool:
    """Whether it is said, or something it excludes: which of them is for others to judge."""
    if not isinstance(token, Contrast):
        return has(known, token)
    return any(not token.contrasts.isdisjoint(choice.contrast for choice in clause.choices) for clause in known)
