from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.weekly.document import CodeBlock, Heading, Items, Paragraph, Quote, Rule, Style, Styled, Table, Text
from knowledge.weekly.writing import parsed, written

# fmt: off
PIECES = st.sampled_from([
    "**", "*", "_", "~~", "~", "`", "``", "```", "$", "$$", "$x$", "\\", "\\(", "\\)", "\\[", "\\]", "[", "]", "(", ")",
    "](", "](https://a.org)", "[^1]", "[^1]: ", "https://e.org/a(b)", "http", "://", "<u>", "</u>", "<", "&amp;",
    "&#32;", "&#10;", "&nbsp;", "|", "---", "===", "!", "![x](attachment:3)", "![", "#", ":", "=", "~~~", "损失", "：",
    "“", "”", "a", "1", "。", "中文字", "👨\u200d👩",
    "\u200b", " ", "  ", "\n", "\n\n", "    ", "\t", "\\\n",
    "- ", "* ", "1. ", "2) ", "> ", "# ", "[ ] ", "|a|\n|-|\n",
])
# fmt: on


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_written_reads_the_same(text: str) -> None:
    """Whatever people type, its document as Markdown is the same document."""
    document = parsed(text)
    assert parsed(written(document)) == document


def test_blocks_that_would_run_together_read_the_same() -> None:
    """Lists below lists, code with fences in it, bars in tables, a rule in an item."""
    a = (Paragraph((Text("a"),)),)
    cell = (Text("a|b\\|"),)
    document = (
        Items((a, (Rule(), *a))),
        Items((a,)),
        Items((a, (Items((a,)), CodeBlock("```\n  x", "py"))), 7),
        Items((a,), 2),
        Quote((Quote(a), Heading(2, (Text("a ##"),)))),
        Quote(a),
        Table((cell, ()), ((cell, (Styled(Style.STRONG, (Text("（b）"),)),)),)),
    )
    assert parsed(written(document)) == document
