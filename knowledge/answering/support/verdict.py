"""The verdict on one claim and one passage."""

import re
from enum import StrEnum
from typing import Final

from knowledge.answering.support import names
from knowledge.answering.support.alternatives import named_otherwise
from knowledge.answering.support.causes import turned_round
from knowledge.answering.support.certainty import overstates
from knowledge.answering.support.clauses import Clause, has, plain, read
from knowledge.answering.support.comparisons import compared_otherwise
from knowledge.answering.support.couplings import coupled_otherwise
from knowledge.answering.support.coverage import covers, is_anchored, stands_verbatim
from knowledge.answering.support.crossings import crossed
from knowledge.answering.support.extents import extends_otherwise
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.negations import denied_otherwise
from knowledge.answering.support.orders import reordered
from knowledge.answering.support.pairs import paired_otherwise
from knowledge.answering.support.places import misplaced
from knowledge.answering.support.subjects import says_of_another
from knowledge.answering.support.substitutions import substituted
from knowledge.answering.support.tokens import Number
from knowledge.language.folding import fold
from knowledge.language.words import language
from knowledge.passages import wording
from knowledge.records import Passage

_LIST_NUMBER: Final = re.compile(r"^[^\w\n]*\d{1,2}[.、)](?!\d)", re.MULTILINE)
_LONGEST: Final = 600
"""In characters: what is longer is no sentence."""
_MOST: Final = 400
"""Clauses of a claim times clauses of its passage: beyond that it is a list of words, and pairs of pairs of them are
more than can be compared while a chat waits."""


_PLACES: Final = (
    misplaced,
    compared_otherwise,
    coupled_otherwise,
    substituted,
    crossed,
    paired_otherwise,
    extends_otherwise,
)


class Fault(StrEnum):
    """Why a passage does not support a claim."""

    ADDRESS = "address"
    FIGURE = "figure"
    NAME = "name"
    WORDS = "words"
    PLACE = "place"
    CAUSE = "cause"
    NEGATION = "negation"
    CERTAINTY = "certainty"


def supports(passage: Passage, claim: str, *, near: bool) -> bool:
    """Whether a passage says what one sentence claims.

    Every figure, name and address of the claim must stand in the passage, most of its words too, and nothing at the
    place most like it may be another figure, another name, the opposite, denied, the other way about, or less sure.
    `near` says whether the passage is one of those nearest to the claim by meaning: it stands for the words where the
    two are in different languages. What is longer than any sentence is supported by nothing.
    """
    return len(claim) <= _LONGEST and fault(passage, claim, near=near) is None


def has_what_is_named(passage: Passage, claim: str) -> bool:
    """Whether every address, figure and name of a sentence stands in a passage: what no judge can overrule."""
    if len(claim) > _LONGEST:
        return False
    said, known, heading = _read(passage, claim)
    return _lacks(passage, claim, (*known, *heading), said) is None


def fault(passage: Passage, claim: str, *, near: bool) -> Fault | None:
    """The first reason found why a passage does not support a claim."""
    said, known, heading = _read(passage, claim)
    foreign = language(claim) != language(passage.text)
    if lacking := _lacks(passage, claim, (*known, *heading), said):
        return lacking
    if stands_verbatim(known, said):
        return None
    if not (near or is_anchored(known, said) if foreign else covers((*known, *heading), said)):
        return Fault.WORDS
    if len(said) * len(known) > _MOST:
        return Fault.PLACE
    like = Likeness(
        said, known, names.kinds(claim) | names.kinds(passage.text), names.terms(claim) | names.terms(passage.text)
    )
    return _told_otherwise(like, passage, claim, heading, foreign=foreign)


def _read(passage: Passage, claim: str) -> tuple[tuple[Clause, ...], tuple[Clause, ...], tuple[Clause, ...]]:
    """The clauses of a claim, of a passage and of its headings."""
    said, known = read(_LIST_NUMBER.sub("", claim)), read(_LIST_NUMBER.sub("", passage.text))
    return said, known, read("\n".join(passage.heading))


def _told_otherwise(
    like: Likeness, passage: Passage, claim: str, heading: tuple[Clause, ...], *, foreign: bool
) -> Fault | None:
    """What the claim turns round of what the passage says in the same words."""
    if (
        any(check(like) for check in _PLACES)
        or says_of_another(like, heading)
        or (not foreign and named_otherwise(like, heading))
        or reordered(like, claim, passage.text)
    ):
        return Fault.PLACE
    if turned_round(like, plain(claim), plain(passage.text)):
        return Fault.CAUSE
    if denied_otherwise(like, foreign=foreign):
        return Fault.NEGATION
    return Fault.CERTAINTY if overstates(like) else None


def _lacks(passage: Passage, claim: str, known: tuple[Clause, ...], said: tuple[Clause, ...]) -> Fault | None:
    folded = fold(wording(passage))
    if not names.has_addresses(claim, folded):
        return Fault.ADDRESS
    if not all(has(known, token) for clause in said for token in clause.said if isinstance(token, Number)):
        return Fault.FIGURE
    same_language = language(claim) == language(passage.text)
    symbols = fold(plain(wording(passage)))
    if not names.has_names(claim, known, symbols) or (same_language and not names.has_terms(claim, known, folded)):
        return Fault.NAME
    return None
