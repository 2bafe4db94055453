"""Formulas as drawings."""

import re

import pytest

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
        r"\frac{1}{" * 20 + "x" + "}" * 20,
    ],
)
def test_what_cannot_be_drawn_faithfully_and_soon_is_not(tex: str) -> None:
    """Damaged, unknown, Chinese, endless: the TeX itself is shown then."""
    assert drawing(tex) is None
