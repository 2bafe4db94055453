"""The plain text of an HTML message."""

from bot.rendering import plain
from tests.attack.judging import found_in


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


def test_what_was_code_does_not_become_a_link() -> None:
    """Without its markup an address of a model would be one that Telegram finds."""
    shown = plain(
        "见 <code>https://evil.example/?q=1</code> <code>@</code><b><code>evil_bot</code></b> <code>/stop</code>"
    )
    assert not found_in(shown)
    assert shown.replace("\u2060", "") == "见 https://evil.example/?q=1 @evil_bot /stop"
