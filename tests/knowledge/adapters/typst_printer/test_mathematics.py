"""TeX as Typst's mathematics."""

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.adapters.typst_printer.mathematics import mathematics

FONTS = typst.Fonts(include_system_fonts=False)


def compiled(*contents: str) -> str:
    """What a page with these equations says, without white space."""
    program = "\n".join(f"#math.equation(block: true, {one})" for one in contents)
    data = typst.compile(program.encode(), font_paths=FONTS, timestamp=0)
    return "".join("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split())


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\frac{a}{b}", "𝑎"),
        (r"\sum_{i=1}^n \log p(x_i)", "log"),
        (r"\left(\frac12\right)", "("),
        (r"\begin{aligned} a &= b \\ c &= d\end{aligned}", "𝑐=𝑑"),
        (r"\begin{pmatrix} 1 & 2\\ 3&4\end{pmatrix}", "1"),
        (r"f(x)=\begin{cases}1 & x>0\\0\end{cases}", "𝑓(𝑥)="),
        (r"\mathcal{L}_{\text{CE}} = -\sum_{i} y_i \log \hat{y}_i", "ℒ"),
        (r"\mathbb{E}_{\pi_\theta}\left[\nabla_\theta \log \pi_\theta(a|s)\right]", "𝔼"),
        (r"\underbrace{a+b}_{c} \quad \overline{ab} \; \vec v", "𝑎+𝑏"),
        (r"\sqrt[3]{x} \cdot \operatorname{softmax}(z)", "softmax"),
        (r"\boldsymbol{\theta} \mathbf{w} \mathbb{R}^d", "𝜽𝐰"),
        (r"12.5\% \# \{x\}", "12.5%"),
    ],
)
def test_what_members_write_is_set(tex: str, shown: str) -> None:
    """Letters as letters of mathematics, which can be copied."""
    content = mathematics(tex)
    assert content is not None
    assert shown in compiled(content)


@pytest.mark.parametrize(
    "tex",
    ["", " ", r"\unknown{x}", r"\frac{", r"\left(", r"\newcommand{\x}{y}", "x" * 1001, "{" * 9 + "}" * 9, r"\color"],
)
def test_what_is_not_understood_is_left_as_it_is(tex: str) -> None:
    """Whoever sets it shows the TeX then."""
    assert mathematics(tex) is None


TEX = (
    r"\frac \sqrt ^ _ { } x 1 \" # & \\ \left( \right) \text{中} \sum \hat \begin{matrix} \end{matrix} ' , \, \mathbf"
    r" ] \ne é $ \overset \binom \bar \operatorname{a} \lim | \|"
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(TEX.split()), max_size=14))
def test_whatever_comes_out_is_typst(parts: list[str]) -> None:
    """Damaged TeX never costs an issue its PDF."""
    content = mathematics(" ".join(parts))
    if content is not None:
        compiled(content)
