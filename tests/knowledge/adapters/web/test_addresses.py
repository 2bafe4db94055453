"""Addresses of pages."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from knowledge.adapters.web.addresses import checked, normalised, stands_for
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
        "http://xn--/",
        "https://xn--zz--.com/",
        "http://xn--@[::1]@",
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


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("8.8.8.8", "8.8.8.8"),
        ("[::1]", "::1"),
        ("2130706433", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0", "0.0.0.0"),  # noqa: S104  nothing listens here
        ("localhost", "127.0.0.1"),
        ("LOCALHOST.", "127.0.0.1"),
        ("a.localhost", "127.0.0.1"),
    ],
)
def test_some_hosts_stand_for_an_address(host: str, address: str) -> None:
    """In every form that a system reads as one, and by this machine's name."""
    assert stands_for(URL(f"http://{host}/")) == ip_address(address)


@pytest.mark.parametrize("host", ["e.org", "localhost.org", "mylocalhost", "1.e.org", "127.0.0.1.2", "4294967296", "a"])
def test_a_name_stands_for_none_yet(host: str) -> None:
    """Where it leads is asked when it is connected to."""
    assert stands_for(URL(f"http://{host}/")) is None


@given(
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.text(st.sampled_from(":/@[]%?#&=.-_ 017axn门。１Ⓛ\u00ad\0\n\\\udcff"))
    | st.text(st.characters(exclude_categories=[])),
    st.sampled_from(["", "xn--", "xn--zz--.com/", "[::1]@", "\u00ad[::1]@"]),
)
def test_whatever_is_behind_the_scheme_is_an_address_or_refused(scheme: str, text: str, odd: str) -> None:
    """Nothing else is raised, wherever in it the mistake is; and what may be asked for has a host to show."""
    for address in (scheme + text + odd, scheme + odd + text):
        assert isinstance(normalised(address), str)
        try:
            url = checked(address)
        except SourceRefused:
            continue
        assert url.host
        stands_for(url)
