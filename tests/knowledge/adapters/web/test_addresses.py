"""Addresses of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.adapters.web.addresses import checked, normalised
from knowledge.errors import Refusal, SourceRefused


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://e.org", "https://e.org"),
        ("HTTP://E.org:8080/a", "http://e.org:8080/a"),
        ("https://例子.测试/路径", "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%E5%BE%84"),
    ],
)
def test_an_address_of_the_web_may_be_asked_for(given: str, asked: str) -> None:
    """In any case, on any harmless port, with any letters."""
    assert str(checked(given)) == asked


@pytest.mark.parametrize(
    "given",
    [
        "",
        "e.org",
        "//e.org/",
        "http://",
        "http:///a",
        "http://e.org:99999/",
        "http://e.org:a/",
        "http://[::1/",
        "http://user@e.org/",
        "http://user:word@e.org/",
        "http://:word@e.org/",
        "http://e.org\\@127.0.0.1/",
        "file:///etc/passwd",
        "ftp://e.org/",
        "gopher://e.org/",
        "data:text/html,a",
        "javascript:alert(1)",
        "http://e.org:0/",
        "http://e.org:22/",
        "http://e.org:25/",
        "http://e.org:6667/",
    ],
)
def test_anything_else_may_not(given: str) -> None:
    """Other schemes, half addresses, a password in it, ports of other services."""
    with pytest.raises(SourceRefused) as caught:
        checked(given)
    assert caught.value.refusal is Refusal.NO_SUCH_ADDRESS


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://E.Org/A", "https://e.org/A"),
        ("https://e.org:443/a", "https://e.org/a"),
        ("http://e.org:443/a", "http://e.org:443/a"),
        (" https://e.org/a#part\n", "https://e.org/a"),
        ("https://e.org/a?utm_source=x&id=1&utm_medium=y", "https://e.org/a?id=1"),
        ("https://e.org/a?spm=1001.2014", "https://e.org/a"),
        ("https://e.org/a?id=1&from=timeline&isappinstalled=0", "https://e.org/a?id=1"),
        ("https://e.org/a?from=2019", "https://e.org/a?from=2019"),
        ("https://e.org/a?b=2&a=%26&c", "https://e.org/a?b=2&a=%26&c"),
        ("https://e.org/a/../b", "https://e.org/b"),
        ("https://例子.测试/", "https://xn--fsqu00a.xn--0zwm56d/"),
        ("no address", "no address"),
        ("http://e.org:99999/", "http://e.org:99999/"),
    ],
)
def test_one_page_has_one_spelling(given: str, expected: str) -> None:
    """Case of the host, default port, fragment and what says where it was clicked do not matter; the rest does."""
    assert normalised(given) == expected


@given(st.text(alphabet="aé门/?&=#%:@. 2F", max_size=40))
def test_the_one_spelling_is_its_own(tail: str) -> None:
    """Whoever reads it in a list can type it again."""
    once = normalised("https://e.org/" + tail)
    assert normalised(once) == once
