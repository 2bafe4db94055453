from knowledge.weekly.document import Paragraph, Style, Styled, Text
from knowledge.weekly.writing import parsed


def test_underlines_nest_with_other_styles() -> None:
    """`<u>` is the one mark of HTML; one that is never closed is words."""
    strong = Styled(Style.STRONG, (Text("b"),))
    assert parsed("<u>a**b**</u>") == (Paragraph((Styled(Style.UNDERLINED, (Text("a"), strong)),)),)
    assert parsed("<u>a") == (Paragraph((Text("<u>a"),)),)
