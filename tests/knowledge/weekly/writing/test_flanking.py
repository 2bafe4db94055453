import pytest

from knowledge.weekly.document import Paragraph, Style, Styled, Text
from knowledge.weekly.writing import parsed
from knowledge.weekly.writing.flanking import flanks


@pytest.mark.parametrize(
    ("text", "styled", "style"),
    [
        ("**损失函数：**衡量", "损失函数：", Style.STRONG),
        ("它是**“软”**的", "“软”", Style.STRONG),
        ("见**《深度学习》**一书", "《深度学习》", Style.STRONG),
        ("即**`x`（一）**与", "", Style.STRONG),
        ("很*重要！*的", "重要！", Style.EMPHASIS),
        ("已~~废弃。~~删", "废弃。", Style.STRUCK),
        ("a **b** c", "b", Style.STRONG),
        ("snake_case 和 _斜_ 体", "斜", Style.EMPHASIS),
    ],
)
def test_styles_need_no_spaces_beside_chinese(text: str, styled: str, style: Style) -> None:
    """Chinese beside the marks opens and closes them, also where punctuation stands inside."""
    (paragraph,) = parsed(text)
    assert isinstance(paragraph, Paragraph)
    found = [one for one in paragraph.inside if isinstance(one, Styled)]
    assert [one.style for one in found] == [style]
    assert styled in {"", *(each.text for each in found[0].inside if isinstance(each, Text))}


def test_english_keeps_the_rule_of_commonmark() -> None:
    """Punctuation inside needs a space outside where no Chinese stands, and a space inside never opens."""
    assert flanks("*", "a", "(") == (False, True)
    assert flanks("*", "a", " ") == (False, True)
    assert flanks("_", "a", "b") == (False, False)
    assert parsed("2 * 3 * 4") == (Paragraph((Text("2 * 3 * 4"),)),)
