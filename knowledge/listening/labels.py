"""Labelled messages as they are written: one JSON object a line, whether the bot should have answered it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from knowledge.evaluating.sets import Problem, SetRefused, rows
from knowledge.language.folding import fold
from knowledge.records import Overheard

FEWEST: Final = 20
"""Fewer labels say nothing about a message that was not seen."""

FEWEST_A_KIND: Final = 5
"""As many of those to be answered, and of those not to be, are needed to leave some out and still learn both."""


class Label(NamedTuple):
    """One message, and whether the bot should answer it unasked."""

    question: str
    should_answer: bool


class Shortage(StrEnum):
    """Why labels are not enough to fit on, or not apart enough to test on."""

    TOO_FEW = "too_few"
    ONE_KIND = "one_kind"
    IN_BOTH = "in_both"


class LabelsRefused(Exception):
    """Labels cannot be used; `count` is how many there are, or how many are in both sets."""

    def __init__(self, shortage: Shortage, count: int) -> None:
        super().__init__(shortage, count)
        self.shortage = shortage
        self.count = count


def read(lines: Iterable[str]) -> list[Label]:
    """The labels on the lines; of a message that comes again, folded, the last one counts.

    Other fields of a line are left alone.

    Raises:
        SetRefused: a line is no JSON object with a text `question` and a boolean `should_answer`, or there is no line.
    """
    labels: list[Label] = []
    for number, row in rows(lines):
        question, should_answer = row.get("question"), row.get("should_answer")
        if not isinstance(question, str) or not question.strip():
            raise SetRefused(Problem.MISSING, number, "question")
        if not isinstance(should_answer, bool):
            raise SetRefused(Problem.MISSING, number, "should_answer")
        labels.append(Label(question, should_answer))
    if not labels:
        raise SetRefused(Problem.EMPTY)
    return distinct(labels)


def of_overheard(overheard: Iterable[Overheard]) -> list[Label]:
    """What was said of messages in a chat, as labels; what nobody labelled is left out."""
    return distinct(Label(one.text, one.label) for one in overheard if one.label is not None)


def distinct(labels: Iterable[Label]) -> list[Label]:
    """Each message once; of one that comes again, folded, the last label counts."""
    return list({_key(one.question): one for one in labels}.values())


def check(labels: Sequence[Label], tested: Sequence[Label] = ()) -> None:
    """Refuse labels that nothing can be learned from, or that would be tested on themselves.

    Raises:
        LabelsRefused: they are too few, of one kind, or stand in both sets.
    """
    if len(labels) < FEWEST:
        raise LabelsRefused(Shortage.TOO_FEW, len(labels))
    wanted = sum(one.should_answer for one in labels)
    if (rarer := min(wanted, len(labels) - wanted)) < FEWEST_A_KIND:
        raise LabelsRefused(Shortage.ONE_KIND, rarer)
    if both := {_key(one.question) for one in labels} & {_key(one.question) for one in tested}:
        raise LabelsRefused(Shortage.IN_BOTH, len(both))


def _key(question: str) -> str:
    return " ".join(fold(question).split())
