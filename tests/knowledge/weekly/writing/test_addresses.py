import pytest

from knowledge.weekly.writing import hyperlinks, parsed, plain
from knowledge.weekly.writing.addresses import web_address


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("看https://e.org/a，很好", ["https://e.org/a"]),
        ("（见 https://e.org/a_(b)）", ["https://e.org/a_(b)"]),
        ("(https://e.org/a).", ["https://e.org/a"]),
        ("https://a.org/x,https://b.org/y_1_2", ["https://a.org/x", "https://b.org/y_1_2"]),
        ("**https://e.org/a**好", ["https://e.org/a"]),
        ("`https://e.org` 与 [https://e.org](https://f.org)", ["https://f.org"]),
        (
            "https://mp.weixin.qq.com/s?__biz=Mz==&mid=1&idx=2&sn=ab&chksm=c#rd",
            ["https://mp.weixin.qq.com/s?__biz=Mz==&mid=1&idx=2&sn=ab&chksm=c#rd"],
        ),
        ("xhttps://e.org http:// https://", []),
    ],
)
def test_bare_addresses_end_where_their_author_meant(text: str, urls: list[str]) -> None:
    """Chinese, punctuation and a closing bracket of the sentence are no part of an address; its query is."""
    assert [link.url for link in hyperlinks(parsed(text))] == urls


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://resolve?domain=x", "data:text/html,x", "/a", "mailto:a@b.c"]
)
def test_only_the_web_is_linked(url: str) -> None:
    """What leads elsewhere leaves its words alone."""
    document = parsed(f"[点我]({url}) ![图]({url})")
    assert (list(hyperlinks(document)), plain(document)) == ([], "点我 图")


def test_addresses_are_ascii_and_without_a_user() -> None:
    """Chinese in a path is quoted, a user's name before the host is a trick, and an address stays one."""
    url = web_address("HTTPS://Zh.wikipedia.org/wiki/卷积 网络?q=100%")
    assert url == "https://zh.wikipedia.org/wiki/%E5%8D%B7%E7%A7%AF%20%E7%BD%91%E7%BB%9C?q=100%25"
    assert web_address(url) == url
    assert web_address("https://google.com@evil.org/") is None
