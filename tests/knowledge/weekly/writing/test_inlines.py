import pytest

from knowledge.weekly.document import Break, Hyperlink, Paragraph, Picture, Text
from knowledge.weekly.writing import hyperlinks, parsed, plain

URL = "https://e.org/a"


def test_a_new_line_stays_one() -> None:
    """A chat message is broken where its author broke it."""
    assert parsed("甲\n乙") == (Paragraph((Text("甲"), Break(), Text("乙"))),)


def test_html_is_words() -> None:
    """Nothing that looks like HTML is anything but text."""
    assert plain(parsed("<script>alert(1)</script> <b>x</b> &lt;i&gt;")) == "<script>alert(1)</script> <b>x</b> <i>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"见[^1]。\n\n[^1]: {URL}", URL),
        (f"见[^a]。\n[^a]: 原论文，{URL}", "原论文"),
        (f"见[1]。\n[1]: {URL}", URL),
        (f"见[文][n]。\n\n[n]: {URL}", "文"),
        (f"见![图]({URL})。", "图"),
        (f"见[]({URL})。", URL),
    ],
)
def test_the_authors_own_references_become_links(text: str, words: str) -> None:
    """Footnotes, numbered lists and reference-style links lead where they say; a number alone is no words."""
    assert parsed(text) == (Paragraph((Text("见"), Hyperlink((Text(words),), URL), Text("。"))),)


def test_nothing_that_is_listed_is_lost() -> None:
    """A definition that nothing refers to stays as a link, a footnote in words stays in brackets."""
    document = parsed(f"文[^1]\n\n[^1]: 注 一\n\n[^2]: 孤\n\n[x]: {URL}")
    assert plain(document) == "文（注 一）\n孤\nx"
    assert [link.url for link in hyperlinks(document)] == [URL]


def test_pictures_stand_alone() -> None:
    """A picture in a line follows the line."""
    assert parsed("前 ![图*一*](attachment:12) 后") == (Paragraph((Text("前  后"),)), Picture(12, "图一"))
