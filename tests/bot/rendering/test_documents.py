"""What members write, in a message."""

from bot.rendering.documents import blocks
from bot.rendering.layout import messages
from knowledge.weekly.document import (
    Code,
    CodeBlock,
    Formula,
    FormulaBlock,
    Heading,
    Hyperlink,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Style,
    Styled,
    Table,
    Text,
)

WORDS = (
    Text("一"),
    Styled(Style.STRONG, (Text("二"), Styled(Style.STRONG, (Text("三"),)))),
    Code("x<1"),
    Formula("x^2"),
)


def html(*document: object) -> str:
    """The message that says this."""
    (page,) = messages(blocks(document))  # type: ignore[arg-type]
    return page


def test_a_line_keeps_its_styles() -> None:
    """A style within itself is said once; what people wrote is escaped."""
    assert html(Paragraph(WORDS)) == "一<b>二三</b><code>x&lt;1</code>x²"


def test_a_link_shows_its_number_and_leads_nowhere_but_to_the_web() -> None:
    """The number of the issue's references."""
    assert html(Paragraph((Hyperlink((Text("原文"),), "https://e.org/a?b=1&c", 3),))) == (
        '<a href="https://e.org/a?b=1&amp;c">原文</a>[3]'
    )
    assert html(Paragraph((Hyperlink((Text("点我"),), "javascript:alert(1)"),))) == "点我"


def test_lists_keep_their_marks_and_depth() -> None:
    """Numbers go on from the first."""
    inner = Items(((Paragraph((Text("里"),)),),))
    outer = Items(((Paragraph((Text("甲"),)), inner), (Paragraph((Text("乙"),)),)), start=4)
    assert html(outer) == "4. 甲\n\u3000• 里\n5. 乙"


def test_every_kind_of_block_is_shown() -> None:
    """Telegram knows no tables and no pictures within text."""
    table = Table(((Text("列"),), (Text("值"),)), (((Text("a"),), (Text("1"),)),))
    said = html(
        Heading(2, (Text("题"),)),
        CodeBlock("a = 1", "python"),
        FormulaBlock("y=x"),
        Quote((Paragraph((Text("引"),)),)),
        Picture(3, "曲线"),
        Rule(),
        table,
    )
    for shown in ("<b>题</b>", "language-python", "y=x", "<blockquote>引</blockquote>", "〔图：曲线〕", "———", "a | 1"):
        assert shown in said
