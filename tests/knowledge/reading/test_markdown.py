import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.markdown import Kind, addresses, blocks, stretches, unlinked
from knowledge.records import Link


def _kinds(text: str) -> list[Kind]:
    return [block.kind for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# a\nb\n\n", [Kind.HEADING, Kind.TEXT, Kind.BLANK]),
        ("```py\n# no heading\n\n```\nb", [Kind.CODE, Kind.TEXT]),
        ("~~~\n```\n~~~\n# a", [Kind.CODE, Kind.HEADING]),
        ("```\nnever closed\n# a\n", [Kind.CODE]),
        ("$$\nx = 1\n\ny\n$$\nb", [Kind.MATH, Kind.TEXT]),
        ("其中 $a$ 满足：$$\nx = 1\n$$\nb", [Kind.MATH, Kind.TEXT]),
        ("\\[\nx\n\\]\n\\begin{align}\nx\n\\end{align}\n", [Kind.MATH, Kind.MATH]),
        ("$$\nnever closed\n\nb", [Kind.TEXT, Kind.TEXT, Kind.BLANK, Kind.TEXT]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nb", [Kind.TABLE, Kind.TEXT]),
        ("a | b\n--- | ---\n1 | 2\n\nb", [Kind.TABLE, Kind.BLANK, Kind.TEXT]),
        ("\\\\[\nx\n\\\\]\nb", [Kind.MATH, Kind.TEXT]),
        ("$$\nx \\text{若 $y$}\n\nz\n$$\nb", [Kind.MATH, Kind.TEXT]),
        ("# \u2003a\n# \u3000\n", [Kind.HEADING, Kind.TEXT]),
        ("价格 $5 的书\n#标签\n", [Kind.TEXT, Kind.TEXT]),
    ],
)
def test_blocks_are_told_apart(text: str, kinds: list[Kind]) -> None:
    """Headings, code, formulas and tables are blocks; an unclosed formula is text."""
    assert _kinds(text) == kinds


@given(st.text(alphabet="a#`~$|\\[]-\n 中", max_size=200))
def test_blocks_leave_no_gap(text: str) -> None:
    """Every character belongs to exactly one block."""
    found = list(blocks(text))
    assert "".join(text[block.start : block.end] for block in found) == text


def test_links_become_their_words() -> None:
    """A link's words stay in the text, its address becomes a link, and images go."""
    text, links = unlinked("见[论文 [1]](https://a.org/x_(y)) 与 [本页](#here)。![图](a.png)")
    assert text == "见论文 [1] 与 本页。"
    assert links == (Link("https://a.org/x_(y)", "论文 [1]"),)


@pytest.mark.parametrize(
    "text",
    ["```py\nnet[0](x)\n```\n", "`net[0](x)`", "$f[x](y)$ 与 $$a[i](j)$$", "~~~\n![a](b)\n~~~", "```\nnet[0](x)"],
)
def test_code_and_formulas_have_no_links(text: str) -> None:
    """What looks like a link in them is an index and a call."""
    assert unlinked(text) == (text, ())


def test_a_price_hides_no_link() -> None:
    """Two dollar signs around a web link are no formula."""
    assert unlinked("花了 $5 买[书](https://a.org)，又花 $6")[0] == "花了 $5 买书，又花 $6"


def test_stretches_are_blocks_with_prose_joined() -> None:
    """Lines of prose and the blank lines between them are one stretch."""
    text = "# a\n\nb\n\n  c `x`\n```\nd\n```\ne"
    assert [(each.kind, text[each.start : each.end]) for each in stretches(text)] == [
        (Kind.HEADING, "# a\n"),
        (Kind.TEXT, "\nb\n\n  c `x`\n"),
        (Kind.CODE, "```\nd\n```\n"),
        (Kind.TEXT, "e"),
    ]


def test_bare_addresses_end_before_punctuation() -> None:
    """Chinese text and closing punctuation are no part of an address, and each is found once."""
    assert addresses("见https://a.org/b。再看 (https://a.org/c?d=1). https://a.org/b") == (
        Link("https://a.org/b"),
        Link("https://a.org/c?d=1"),
    )
