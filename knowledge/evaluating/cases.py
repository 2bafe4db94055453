"""What an evaluation set holds: questions, and what a right answer rests on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

HEADING_STEP: Final = " > "
"""Between the headings of a path, outermost first."""

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Relevant:
    """One thing that answers a question: the entries of a source, or those under a heading or with a text in it.

    `path` is the end of the source's path and may hold `*`; `heading` is one heading or a path of them.
    """

    path: str
    heading: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a set.

    `relevant` may be empty where only it is known whether the question is answerable; `must` are strings that a right
    answer has in it; `tier` names a part of the set that is measured by itself.
    """

    id: str
    question: str
    relevant: tuple[Relevant, ...] = ()
    answerable: bool = True
    must: tuple[str, ...] = ()
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class GivenPassage:
    """A passage that a set brings along, to be found among all it brings."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """The questions of a set, and the passages where it brings its own."""

    name: str
    cases: tuple[Case, ...]
    passages: tuple[GivenPassage, ...] = ()


def sample(cases: Sequence[_Kept], limit: int | None, seed: int) -> list[_Kept]:
    """So many of them at random, in their order; all where no limit is given. The same seed picks the same."""
    if limit is None or limit >= len(cases):
        return list(cases)
    picked = Random(seed).sample(range(len(cases)), limit)  # noqa: S311  nothing to guard
    return [cases[number] for number in sorted(picked)]


def passage_entry_id(passage: GivenPassage) -> str:
    """The id of the entry that a given passage becomes, [0-9a-f]{12}."""
    return hashlib.blake2b(passage.id.encode(), digest_size=6).hexdigest()
