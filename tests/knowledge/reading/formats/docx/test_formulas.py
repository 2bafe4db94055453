import pytest

from knowledge.reading.archive import xml
from knowledge.reading.formats.docx.formulas import tex

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(words: str) -> str:
    """An element that shows these."""
    return f"<m:r><m:t>{words}</m:t></m:r>"


SUM = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
X, K, N = run("x"), run("i"), run("n")


@pytest.mark.parametrize(
    ("inner", "source"),
    [
        (f"<m:sSup><m:e>{X}</m:e><m:sup>{run('12')}</m:sup></m:sSup>", "x^{12}"),
        (f"<m:sSub><m:e>{run('xy')}</m:e><m:sub>{K}</m:sub></m:sSub>", "{xy}_i"),
        (f"<m:sSubSup><m:e>{X}</m:e><m:sub>{K}</m:sub><m:sup>{N}</m:sup></m:sSubSup>", "x_i^n"),
        (f"<m:rad><m:deg/><m:e>{X}</m:e></m:rad>", r"\sqrt{x}"),
        (f"<m:rad><m:deg>{N}</m:deg><m:e>{X}</m:e></m:rad>", r"\sqrt[n]{x}"),
        (
            f"<m:nary>{SUM}<m:sub>{K}</m:sub><m:sup>{N}</m:sup><m:e>{X}</m:e></m:nary>",
            r"\sum_i^n x",
        ),
        (f"<m:d><m:e>{X}</m:e></m:d>", "(x)"),
        (f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr><m:e>{X}</m:e></m:d>', r"\{x"),
        (f"<m:func><m:fName>{run('log')}</m:fName><m:e>{X}</m:e></m:func>", r"\log x"),
        (f"<m:limLow><m:e>{run('max')}</m:e><m:lim>{K}</m:lim></m:limLow>", r"\max_i"),
        (f"<m:acc><m:e>{X}</m:e></m:acc>", r"\hat{x}"),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{X}</m:e></m:bar>', r"\overline{x}"),
        (
            f"<m:m><m:mr><m:e>{X}</m:e><m:e>{K}</m:e></m:mr><m:mr><m:e>{N}</m:e><m:e>{X}</m:e></m:mr></m:m>",
            r"\begin{matrix}x & i \\ n & x\end{matrix}",
        ),
        (f"<m:box><m:e>{X}{run('$')}</m:e></m:box>", r"x\$"),
    ],
)
def test_each_construct_has_its_tex(inner: str, source: str) -> None:
    """Characters stay as they are."""
    assert tex(xml(f"<m:oMath {MATH}>{inner}</m:oMath>".encode())) == source
