import pytest

from knowledge.weekly.document import Document, Formula, FormulaBlock, Paragraph, Text
from knowledge.weekly.writing import parsed


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("价格$5和$6元", []),
        ("涨了$5，又跌$x$", ["x"]),
        ("$x_i * y_i$ 有 3", ["x_i * y_i"]),
        (r"由\(a_1\)与\[b\]和$$c$$得", ["a_1", "b", "c"]),
        (r"$\text{损失} = 1$", [r"\text{损失} = 1"]),
        (r"\$x\$ 与 `$y$`", []),
        ("a $ b $ c", []),
    ],
)
def test_formulas_within_a_line(text: str, tex: list[str]) -> None:
    """Money is no formula, nor is what has Chinese in it outside of text; Markdown's marks in one are TeX."""
    (paragraph,) = parsed(text)
    assert isinstance(paragraph, Paragraph)
    assert [one.tex for one in paragraph.inside if isinstance(one, Formula)] == tex


@pytest.mark.parametrize("text", ["如下\n$$\na\n+ b\n$$\n其中", "如下\n\\[a\n+ b\\]\n其中"])
def test_formulas_on_their_own_lines(text: str) -> None:
    """One may follow a sentence at once, and a plus in it is no bullet."""
    expected: Document = (Paragraph((Text("如下"),)), FormulaBlock("a\n+ b"), Paragraph((Text("其中"),)))
    assert parsed(text) == expected
