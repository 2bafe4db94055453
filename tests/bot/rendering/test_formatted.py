"""Formatted messages as HTML of our own."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering import plain
from bot.rendering.formatted import Style, formatted
from bot.rendering.runs import clean

KINDS = ("bold", "code", "spoiler", "text_link", "pre", "blockquote", "custom_emoji", "mention")
STYLES = st.builds(
    lambda kind, begins, length, url: Style(kind, begins, begins + length, url),
    st.sampled_from(KINDS),
    st.integers(0, 20),
    st.integers(0, 20),
    st.sampled_from([None, "https://example.org", "javascript:alert(1)", "tg://user?id=1"]),
)


def test_known_styles_nest_and_what_is_written_is_escaped() -> None:
    """Places count UTF-16 units; a quotation stands by itself; unknown kinds leave no mark."""
    text = "😀 a<b> 引"
    styles = [Style("bold", 3, 7), Style("italic", 4, 7), Style("blockquote", 8, 9), Style("hashtag", 0, 2)]
    assert formatted(text, styles) == ["😀 <b>a</b><b><i>&lt;b&gt;</i></b>\n<blockquote>引</blockquote>"]


def test_links_lead_to_the_web_or_nowhere() -> None:
    """The words stay."""
    good, bad = Style("text_link", 0, 1, "https://example.org"), Style("text_link", 1, 2, "javascript:alert(1)")
    assert formatted("ab", [good, bad]) == ['<a href="https://example.org">a</a>b']


@given(st.text(max_size=20), st.lists(STYLES, max_size=4))
def test_no_word_is_lost_and_nothing_breaks(text: str, styles: list[Style]) -> None:
    """Whatever the places are, also ones behind the end or in the middle of a character."""
    said = "".join(map(plain, formatted(text, styles)))
    if text.isascii() or not styles:
        assert "".join(said.split()) == "".join(clean(text).split())
