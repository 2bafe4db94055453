"""Labels as they are written, and when they are not enough."""

import json
from typing import Any

import pytest

from knowledge.evaluating.sets import Problem, SetRefused
from knowledge.listening.labels import Label, LabelsRefused, Shortage, check, read
from tests.knowledge.listening.group import LABELS


def line(**fields: Any) -> str:  # noqa: ANN401  whatever a person writes
    """One line of a file."""
    return json.dumps(fields, ensure_ascii=False)


def shortage(labels: list[Label], tested: list[Label] | None = None) -> tuple[Shortage, int]:
    """Why labels are refused."""
    with pytest.raises(LabelsRefused) as refused:
        check(labels, tested or [])
    return refused.value.shortage, refused.value.count


def test_a_line_is_a_message_and_its_label() -> None:
    """Other fields and blank lines are left alone."""
    lines = [
        line(question="池化是什么", should_answer=True, id="a", chars=5),
        "",
        line(question="好", should_answer=False),
    ]
    assert read(lines) == [Label("池化是什么", should_answer=True), Label("好", should_answer=False)]


def test_of_a_message_that_is_labelled_twice_the_last_label_counts() -> None:
    """People correct themselves; the same message in two parts would be tested on itself."""
    lines = [line(question="ＣＮＮ 是什麼", should_answer=False), line(question="cnn  是什么", should_answer=True)]
    assert read(lines) == [Label("cnn  是什么", should_answer=True)]


@pytest.mark.parametrize(
    ("wrong", "problem", "field"),
    [
        ("[1]", Problem.NOT_AN_OBJECT, ""),
        ("{", Problem.NOT_AN_OBJECT, ""),
        (line(question="好"), Problem.MISSING, "should_answer"),
        (line(question="好", should_answer=1), Problem.MISSING, "should_answer"),
        (line(should_answer=True), Problem.MISSING, "question"),
        (line(question=" ", should_answer=True), Problem.MISSING, "question"),
    ],
)
def test_a_line_that_is_no_label_is_named(wrong: str, problem: Problem, field: str) -> None:
    """By its number and what is wrong in it."""
    with pytest.raises(SetRefused) as refused:
        read([line(question="好", should_answer=False), wrong])
    assert (refused.value.problem, refused.value.line, refused.value.field) == (problem, 2, field)


def test_no_line_is_no_label() -> None:
    """A file of blank lines is empty."""
    with pytest.raises(SetRefused) as refused:
        read(["", " "])
    assert refused.value.problem is Problem.EMPTY


def test_enough_labels_of_both_kinds_pass() -> None:
    """Also with others to be tested on."""
    check(LABELS[:90], LABELS[90:])


def test_too_few_labels_are_refused() -> None:
    """Nineteen say nothing."""
    assert shortage(LABELS[30:49]) == (Shortage.TOO_FEW, 19)


def test_labels_of_one_kind_are_refused() -> None:
    """Four of the other kind are as none."""
    assert shortage(LABELS[:40]) == (Shortage.ONE_KIND, 0)
    assert shortage([*LABELS[:40], *LABELS[-4:]]) == (Shortage.ONE_KIND, 4)


def test_a_message_is_not_tested_on_itself() -> None:
    """In whatever spelling."""
    tested = [*LABELS[:2], Label("晚上去食堂吗 ", should_answer=False), Label("新的", should_answer=False)]
    assert shortage(LABELS, tested) == (Shortage.IN_BOTH, 3)
