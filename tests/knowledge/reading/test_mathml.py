import pytest
from lxml import etree

from knowledge.reading.mathml import tex


@pytest.mark.parametrize(
    ("inner", "formula"),
    [
        ("<mi>k</mi><mo>=</mo><msqrt><mi>n</mi></msqrt>", r"k=\sqrt{n}"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>1</mn>", "x^2-1"),
        ("<msub><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "x_{i+1}"),
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mi>c</mi></mrow></mfrac>", r"\frac{a}{b+c}"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{(a)}^2"),
        ("<mi>log</mi><mo>\u2061</mo><mi>p</mi>", r"\log p"),
        ("<mi>ReLU</mi><mo>(</mo><mi>x</mi><mo>)</mo>", r"\mathrm{ReLU}(x)"),
        ("<mi mathvariant='bold'>w</mi>", r"\mathbf{w}"),
        ("<mover><mi>y</mi><mo>^</mo></mover>", r"\hat{y}"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", "∑_i^n"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<semantics><mi>x</mi><annotation>other</annotation></semantics>", "x"),
        ("<mtext>当</mtext><mi>x</mi><mo>{</mo>", r"\text{当}x\{"),
    ],
)
def test_simple_formulas_are_tex(inner: str, formula: str) -> None:
    """Each element by its meaning."""
    assert tex(etree.fromstring(f"<math>{inner}</math>")) == formula


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable>",
        "<mi>x</mi><menclose><mi>y</mi></menclose>",
        "<mfrac><mi>a</mi></mfrac>",
        "<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>",
        "<munder><mi>x</mi><mi>y</mi></munder>",
        "<mi mathvariant='looped'>x</mi>",
        "<mo>$</mo>",
        "<mrow>" * 60 + "</mrow>" * 60,
    ],
)
def test_what_is_not_wholly_known_is_no_formula(inner: str) -> None:
    """Half a formula says something else."""
    assert tex(etree.fromstring(f"<math>{inner}</math>")) is None
