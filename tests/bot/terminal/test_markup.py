"""Telegram's HTML."""

import pytest

from bot.terminal.markup import MarkupError, parse


def test_entities_count_utf16_units() -> None:
    """An emoji is two units."""
    text, (bold,) = parse("👍<b>重</b>点")
    assert text == "👍重点"
    assert (bold.type, bold.offset, bold.length) == ("bold", 2, 1)


def test_a_listing_with_a_language_is_one_entity() -> None:
    """`pre` around `code` is how a language is named."""
    text, (pre,) = parse('<pre><code class="language-python">x &lt; 1</code></pre>')
    assert text == "x < 1"
    assert (pre.type, pre.language) == ("pre", "python")


def test_a_link_keeps_its_address() -> None:
    """References in an address are resolved."""
    _, (link,) = parse('<a href="https://example.org/?a=1&amp;b=2">原文</a>')
    assert link.url == "https://example.org/?a=1&b=2"


def test_a_folded_quotation_is_its_own_type() -> None:
    """Outer entities come first."""
    _, entities = parse("<blockquote expandable><b>x</b></blockquote>")
    assert [entity.type for entity in entities] == ["expandable_blockquote", "bold"]


@pytest.mark.parametrize("html", ["<b>x", "x</b>", "<b><i>x</b></i>", "<img>", "1 < 2", "<script>x</script>"])
def test_what_telegram_refuses_is_refused(html: str) -> None:
    """Unknown, unclosed and crossed tags."""
    with pytest.raises(MarkupError):
        parse(html)


def test_a_bare_ampersand_is_text() -> None:
    """Telegram lets it pass, and knows only four names."""
    assert parse("a & b &nbsp; &#65;")[0] == "a & b &nbsp; A"
