"""The tables of `zixue eval`."""

import re

import pytest

from bot.cli.measures import print_comparison, print_report
from knowledge.evaluating.comparing import compare
from knowledge.evaluating.reports import report
from knowledge.evaluating.trials import Run, Trial

FOUND = Trial(
    "1", "[公式] 是什么 [/b]", answerable=True, status="answered", relevant=(("a",),), ranked=("a",), confidence=0.9
)
LOST = Trial("2", "q", answerable=True, status="unanswered", relevant=((),), confidence=0.1)


def run(*trials: Trial) -> Run:
    """A run of these."""
    return Run("set [x]", "none", None, 0.2, trials)


def test_what_is_not_measured_is_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither 0 nor nothing."""
    print_report(report(run(Trial("1", "q", answerable=False, status="unanswered"))), "en")
    out = capsys.readouterr().out
    assert "Retrieval" not in out
    assert re.search(r"^citation precision +– *$", out, re.MULTILINE)


def test_what_the_library_has_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Else a wrong corpus looks like a bad ranking."""
    print_report(report(run(FOUND, LOST)), "en")
    assert "1 of them name an entry that the library does not have" in capsys.readouterr().out


def test_brackets_of_a_question_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """They are no markup."""
    before = Trial("1", FOUND.question, answerable=True, status="unanswered", relevant=(("a",),))
    print_comparison(compare(run(before), run(FOUND)), "en")
    out = capsys.readouterr().out
    assert "[公式] 是什么 [/b]" in out
    assert "– → 1" in out


def test_a_long_list_of_changes_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    """With the number of those left out."""
    old = [Trial(str(n), "q", answerable=True, status="unanswered") for n in range(50)]
    new = [Trial(str(n), "q", answerable=True, status="answered") for n in range(50)]
    print_comparison(compare(run(*old), run(*new)), "en")
    assert "10 more." in capsys.readouterr().out
