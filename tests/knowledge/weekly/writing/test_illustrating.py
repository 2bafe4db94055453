"""Pictures that a text may show."""

import pytest

from knowledge.weekly.writing import illustrated, parsed, pictures


@pytest.mark.parametrize(
    "markdown",
    [
        "看 ![别人的](attachment:5)",
        "看 ![别人的][r]\n\n[r]: attachment:5",
        "看 ![别人的](<attach&#109;ent:5>)",
        "看 ![别人的](attachment\\:5)",
        "> - ![别人的](attachment:5)",
        "|![别人的](attachment:5)|\n|-|\n|a|",
    ],
)
def test_nobody_shows_anothers_picture(markdown: str) -> None:
    """However its number is written; its words stay, and so do the pictures that came with the text."""
    text = illustrated(f"![](attachment:3)\n\n{markdown}", {3})
    assert [one.attachment for one in pictures(parsed(text))] == [3]
    assert "别人的" in text


def test_a_text_with_its_own_pictures_stays_as_it_was_typed() -> None:
    """Not a character is changed."""
    markdown = "*  a\n\n![](attachment:3)"
    assert illustrated(markdown, {3}) == markdown
