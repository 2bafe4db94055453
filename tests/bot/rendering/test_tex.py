"""Simple TeX as Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.tex import readable


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"h_t = o_t \odot \tanh(c_t)", "hₜ = oₜ ⊙ tanh(cₜ)"),
        (r"W_f \cdot [h_{t-1}, x_t] + b_f", "W_f · [hₜ₋₁, xₜ] + b_f"),
        (r"\sigma(z)=\frac{1}{1+e^{-z}}", "σ(z)=1/(1+e⁻ᶻ)"),
        (r"\frac{\partial L}{\partial w_{ij}}", "(∂ L)/(∂ wᵢⱼ)"),
        (r"\frac{1}{2\pi}", "1/(2π)"),
        (r"\log\frac{p(x)}{q(x)}", "log(p(x)/q(x))"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\mathbb{R}^{d}", "ℝᵈ"),
        (r"\left\| x \right\|_2", "‖ x ‖₂"),
        (r"x\log p(x\mid z)", "x log p(x| z)"),
        (r"\max_a Q(s,a)", "maxₐ Q(s,a)"),
        (r"\text{softmax}(z)", "softmax(z)"),
        (r"x_{new}^{q}", "x_(new)^q"),
        (r"A_{m\times n}", "A_(m× n)"),
        (r"\hat{y}", "y\u0302"),
        (r"\sqrt{d_k}", "√dₖ"),
    ],
)
def test_a_simple_formula_is_readable(tex: str, expected: str) -> None:
    """Greek letters, scripts, fractions and operators have Unicode forms."""
    assert readable(tex) == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{pmatrix}1&0\\0&1\end{pmatrix}",
        r"x_{a_{new}^2}^q",
        r"\unknowncommand{x}",
        r"a \\ b",
        "x_",
        "{x",
        "x}",
        r"\frac{1}",
        r"\hat{xyz}",
        "50%",
        "",
    ],
)
def test_anything_else_is_left_to_its_tex(tex: str) -> None:
    """A formula is never half converted."""
    assert readable(tex) is None


def test_deep_nesting_is_refused_not_crashed_on() -> None:
    """Ten thousand braces are nobody's formula."""
    assert readable("{" * 10_000 + "x" + "}" * 10_000) is None


@given(st.text(alphabet="abxyz012\\{}^_ frac alpha hat()+-=", max_size=60))
def test_no_tex_is_left_in_what_was_converted(tex: str) -> None:
    """What comes out of a conversion holds no backslash and no brace that TeX would need."""
    converted = readable(tex)
    assert converted is None or "\\" not in converted
