"""Two runs, question by question."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluating.comparing import compare
from knowledge.evaluating.trials import Run, Trial


def run(*rankings: str) -> Run:
    """A run whose questions all want `a`, by the letters in the order they were ranked; `!` is an answer from it."""
    trials = tuple(
        Trial(
            str(number),
            "q",
            answerable=True,
            status="answered" if "!" in letters else "unanswered",
            relevant=(("a",),),
            ranked=tuple(letters.strip("!")),
            cited=("a",) if "!" in letters else (),
        )
        for number, letters in enumerate(rankings)
    )
    return Run("set", "none", None, 0.2, trials)


def test_each_measure_counts_who_won_and_lost() -> None:
    """By question; the delta is that of the means."""
    comparison = compare(run("ab", "ba", "ba", "c!"), run("ba", "ab", "ab", "c!"))
    first = comparison.measures["hit@1"]
    assert (first.won, first.lost, first.same, first.p) == (2, 1, 1, 1.0)
    assert first.delta.value == pytest.approx(0.25)
    assert comparison.measures["hit@5"].same == 4


def test_only_what_changed_is_listed() -> None:
    """With ranks and statuses before and now."""
    (changed,) = compare(run("ab", "ba"), run("ab", "ab!")).changed
    assert (changed.id, changed.rank, changed.status) == ("1", (2, 1), ("unanswered", "answered"))
    assert changed.right == (False, True)


def test_questions_of_one_run_only_are_counted_and_left_out() -> None:
    """Means over different questions say nothing."""
    comparison = compare(run("ab", "ba", "ba"), run("ab"))
    assert (comparison.questions, comparison.unmatched) == (1, 2)
    nothing = compare(replace(run(), trials=()), run("ab"))
    assert (nothing.questions, nothing.measures) == (0, {})


@given(st.lists(st.permutations("abc").map("".join), min_size=1, max_size=8))
def test_a_run_does_not_differ_from_itself(rankings: list[str]) -> None:
    """Nothing won or lost, and a delta of nothing."""
    comparison = compare(run(*rankings), run(*rankings))
    assert comparison.changed == []
    assert all(one.won == one.lost == 0 and one.delta.value == 0 and one.p == 1 for one in comparison.measures.values())
