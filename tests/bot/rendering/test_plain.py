"""The plain text of an HTML message."""

from bot.rendering import plain


def test_tags_go_and_addresses_stay() -> None:
    """A reader without markup still gets the links."""
    html = '<b>a &lt; b</b> <a href="https://example.org/?a=1&amp;b=2">原文</a>'
    assert plain(html) == "a < b 原文 (https://example.org/?a=1&b=2)"


def test_addresses_go_where_they_would_make_it_too_long() -> None:
    """The way out must not run into the next refusal."""
    html = "字" * 4090 + '<a href="https://example.org/">原文</a>'
    assert plain(html) == "字" * 4090 + "原文"


def test_broken_html_still_gives_its_text() -> None:
    """It is used exactly where Telegram found the HTML broken."""
    assert plain("<b>未闭合 <i>文字</b> 1 < 2") == "未闭合 文字 1 < 2"
