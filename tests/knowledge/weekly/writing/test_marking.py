from knowledge.weekly.document import Code, Formula, Hyperlink, Style, Styled, Text
from knowledge.weekly.writing.composing import line

URL = "https://e.org/a"


def test_marks_are_kept_apart_where_they_would_not_be_read() -> None:
    """Only there: what reads alone stays as people write it."""
    assert line((Styled(Style.STRONG, (Text("损失："),)), Text("衡量"))) == "**损失：**衡量"
    assert line((Text("a"), Styled(Style.STRONG, (Text("(b)"),)), Text("c"))) == "a&#8203;**(b)**&#8203;c"


def test_words_are_escaped_only_where_they_mean_something() -> None:
    """Intervals, names and numbers stay readable."""
    assert line((Text("[0,1] a_b 2.5 - x < y 好的~ C#"),)) == "[0,1] a_b 2.5 - x < y 好的~ C#"
    assert line((Text("1. $5 [a](b) <b>"),)) == "1\\. \\$5 [a&#93;(b) \\<b>"


def test_a_link_says_its_number() -> None:
    """Behind its words, where it is compiled."""
    link = Hyperlink((Code("a`b"),), URL, 3)
    assert line((link, Text("(x)"), Formula("y"))) == f"[``a`b``]({URL})[3]&#8203;(x)$y$"
