"""A document as HTML."""

import pytest
from markupsafe import Markup

from knowledge.weekly.document import (
    Code,
    CodeBlock,
    Document,
    FormulaBlock,
    Heading,
    Hyperlink,
    Items,
    Picture,
    Rule,
    Style,
    Styled,
    Text,
)
from knowledge.weekly.rendering.blocks import Html, tex
from tests.knowledge.weekly.rendering.printed_issue import linked, paragraph


@pytest.mark.parametrize(
    ("document", "html"),
    [
        ((paragraph(linked("<x>", "javascript:alert(1)", 2)),), "<p>&lt;x&gt;[2]</p>"),
        (
            (paragraph(linked("x", 'https://e.org/?a=1&b="')),),
            '<p><a href="https://e.org/?a=1&amp;b=&#34;" rel="noopener nofollow ugc">x</a></p>',
        ),
        ((paragraph(Hyperlink((), "https://e.org/")),), ">https://e.org/</a></p>"),
        ((CodeBlock("if a < b:\n\tx", 'py"><script>'),), "<code>if a &lt; b:\n\tx</code></pre>"),
        ((paragraph(Code("<b>")),), "<p><code>&lt;b&gt;</code></p>"),
        ((FormulaBlock(r"a < \text{<b>}"),), r"<code>a &lt; \text{&lt;b&gt;}</code>"),
        ((Picture(1, '"><script>'),), "〔图片缺失〕&#34;&gt;&lt;script&gt;"),
        ((Items(((paragraph("a"),),), 3),), '<ol start="3">\n<li>a</li>\n</ol>'),
        ((paragraph(Styled(Style.EMPHASIS, (Text("only"),))),), '<p><em lang="en">only</em></p>'),
        ((Rule(),), "<hr>"),
    ],
)
def test_what_people_write_is_shown_and_never_obeyed(document: Document, html: str) -> None:
    """Markup in words, code, formulas, captions and addresses stands there as it was typed."""
    written = Html({}, tex, lambda number: Markup("[{}]").format(number)).document(document)
    assert html in written
    assert "<script" not in written
    assert "javascript" not in written


def test_headings_of_a_note_begin_below_its_title_and_leave_no_gap() -> None:
    """However deep they were written."""
    document = (Heading(1, (Text("a"),)), Heading(4, (Text("b"),)), Heading(6, (Text("c"),)), Heading(5, (Text("d"),)))
    shown = Html({}).document(document, 4)
    assert shown.split("\n") == ["<h4>a</h4>", "<h5>b</h5>", "<h6>c</h6>", "<h6>d</h6>"]
