"""Clean text and addresses that may become links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.runs import clean, one_line, web_address


@pytest.mark.parametrize("invisible", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\x00", "\x1b", "\U000e0041"])
def test_invisible_characters_are_stripped(invisible: str) -> None:
    """Nothing may reverse, hide or split what people read."""
    assert clean(f"梯{invisible}度") == "梯度"


def test_an_emoji_family_stays_together() -> None:
    """The joiner between emoji is part of them."""
    assert clean("👩\u200d🔬 学\u200d习") == "👩\u200d🔬 学习"


def test_lone_surrogates_are_replaced() -> None:
    """A lone surrogate cannot be sent as UTF-8 at all."""
    assert clean("a\ud83d").encode() == "a\ufffd".encode()


def test_every_kind_of_line_end_is_one() -> None:
    """Windows, old Mac and Unicode line ends are line ends."""
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_a_title_is_one_line() -> None:
    """Line breaks in a title become spaces."""
    assert one_line(" a\n b ") == "a b"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "ftp://a.b/c",
        "//a.b",
        "https://",
        "http://[::1",
        "",
        None,
        "路径",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    """Other schemes stay text."""
    assert web_address(url) is None


def test_a_web_address_is_kept() -> None:
    """An address from a record is used as it is, spaces escaped."""
    assert web_address(" https://example.org/a b?c=\u202ed ") == "https://example.org/a%20b?c=d"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Clean text is clean."""
    assert clean(clean(text)) == clean(text)
