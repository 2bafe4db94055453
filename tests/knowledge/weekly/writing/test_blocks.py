from knowledge.weekly.document import CodeBlock, Heading, Items, Paragraph, Quote, Rule, Table, Text
from knowledge.weekly.writing import parsed

A, B = (Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),)


def test_blocks_are_what_they_look_like() -> None:
    """Headings, lists in lists, quotations, code, tables and rules."""
    text = "# a #\n- a\n\n  3. b\n> a\n```py x\n  a\n```\n|a|b|\n|-|-|\n|b|\n\na\n---"
    assert parsed(text) == (
        Heading(1, (Text("a"),)),
        Items(((*A, Items((B,), 3)),)),
        Quote(A),
        CodeBlock("  a", "py"),
        Table(((Text("a"),), (Text("b"),)), (((Text("b"),), ()),)),
        *A,
        Rule(),
    )


def test_tasks_are_items_with_a_box() -> None:
    """`[x]` at an item's beginning is a box, elsewhere it is words."""
    assert parsed("- [x] a\n- [ ] b") == (Items(((Paragraph((Text("☑ a"),)),), (Paragraph((Text("☐ b"),)),))),)
    assert parsed("[x] a") == (Paragraph((Text("[x] a"),)),)
