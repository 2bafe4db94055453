"""What is measured of one question."""

import pytest

from knowledge.evaluating.trials import Trial

A, B = ("a",), ("b",)


@pytest.mark.parametrize(
    ("trial", "right"),
    [
        (Trial("1", "q", answerable=False, status="unanswered"), True),
        (Trial("1", "q", answerable=False, status="refused"), True),
        (Trial("1", "q", answerable=False, status="answered", cited=A), False),
        (Trial("1", "q", answerable=True, status="unanswered", relevant=(A,)), False),
        (Trial("1", "q", answerable=True, status="answered"), True),
        (Trial("1", "q", answerable=True, status="answered", relevant=(A, B), cited=B), True),
        (Trial("1", "q", answerable=True, status="answered", relevant=(A,), cited=B), False),
    ],
)
def test_an_outcome_is_right_by_what_was_to_be_done(trial: Trial, *, right: bool) -> None:
    """The unanswerable left; the answerable answered from something that is wanted."""
    assert trial.right is right


def test_confidence_is_held_against_the_first_entry() -> None:
    """Whether there was an answer does not matter."""
    first = Trial("1", "q", answerable=True, status="unanswered", relevant=(A,), ranked=("a", "b"))
    second = Trial("1", "q", answerable=True, status="answered", relevant=(B,), ranked=("a", "b"), cited=B)
    assert first.would_be_right
    assert not second.would_be_right
    assert not Trial("1", "q", answerable=False, status="answered", ranked=("a",)).would_be_right
