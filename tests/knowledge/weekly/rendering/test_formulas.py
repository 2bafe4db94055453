"""Formulas as drawings."""

import re

import pytest

from knowledge.weekly.rendering import formulas
from knowledge.weekly.rendering.formulas import drawing


def test_a_formula_is_one_path_that_stands_on_the_line() -> None:
    """Its height holds what is above the line and below it."""
    drawn = drawing(r"\frac{1}{1+e^{-x}}")
    assert drawn is not None
    assert re.fullmatch(r"[Mmlqhvz\d .-]+", drawn.path)
    left, top, width, height = map(int, drawn.box.split())
    assert left >= 0
    assert (drawn.width, drawn.height) == (round(width / 160, 2), round(height / 160, 2))
    assert top + height == drawn.depth * 16 > 0


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\frac{a",
        "a & b",
        r"\unknowncommand x",
        r"\text{损失}",
        r"\newcommand{\a}{\a\a}\a",
        r"\rule{1000em}{1000em}",
        r"\hspace{99999em} x",
        "x" * 1000,
    ],
)
def test_what_cannot_be_drawn_faithfully_is_not(tex: str) -> None:
    """Damaged, unknown, Chinese, too long: the TeX itself is shown then."""
    assert drawing(tex) is None


def test_what_cannot_be_drawn_soon_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested braces take exponential time: after so many calls the TeX itself is shown."""
    monkeypatch.setattr(formulas, "_MOST_CALLS", 25_000)  # a tenth, to be soon here as well
    assert drawing(r"\frac{1}{" * 20 + "x" + "}" * 20) is None
    assert drawing(r"\frac{1}{1 + \frac{1}{x}}") is not None
