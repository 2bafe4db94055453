"""JSON Feed: both versions, and what is no feed."""

import datetime as dt
import json

import pytest

from knowledge import reading
from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.formats import json_feed
from knowledge.records import Link, Reading

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "每周论文",
    "home_page_url": "https://e.org/",
    "authors": [{"name": "编辑部"}],
    "items": [
        {
            "id": "1",
            "url": "posts/1",
            "title": "扩散模型",
            "content_html": "<p>逐步<i>加噪</i>，见<a href='2'>下篇</a>。</p>",
            "content_text": "逐步加噪",
            "summary": "短",
            "date_published": "2024-05-01T23:30:00-07:00",
            "authors": [{"name": "小李"}, {"name": "小王"}],
        },
        {"id": "https://e.org/2", "content_text": "注意力就是加权。\n\n权重来自相似度，见 https://e.org/a 。"},
        {"id": 3, "summary": None},
        "not a post",
    ],
}


def read(feed: object) -> Reading:
    """The feed as it is read from its bytes."""
    return reading.read("feed.json", json.dumps(feed).encode(), "https://e.org/feed.json")


def test_posts_are_entries() -> None:
    """HTML is preferred, addresses are absolute, the feed's author stands in."""
    feed = read(FEED)
    first, second = feed.entries
    assert (feed.title, feed.rolling) == ("每周论文", True)
    assert (first.title, first.text, first.author) == ("扩散模型", "逐步加噪，见下篇。", "小李、小王")
    assert (first.url, first.date) == ("https://e.org/posts/1", dt.date(2024, 5, 1))
    assert first.links == (Link("https://e.org/posts/2", "下篇"),)
    assert (second.title, second.author, second.url) == ("注意力就是加权", "编辑部", "https://e.org/2")
    assert second.links == (Link("https://e.org/a"),)


def test_version_1_0_has_one_author() -> None:
    """`author` came before `authors`."""
    post = {"id": "1", "content_text": "一句话。", "author": {"name": "小李"}}
    feed = {"version": "https://jsonfeed.org/version/1", "title": "x", "items": [post]}
    assert read(feed).entries[0].author == "小李"


@pytest.mark.parametrize("items", [[], [{"title": []}], [None]])
def test_a_feed_without_posts_is_refused(items: list[object]) -> None:
    """Nothing can be cited from it."""
    with pytest.raises(SourceRefused) as refused:
        read(FEED | {"items": items})
    assert refused.value.refusal is Refusal.NOTHING_LEFT


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (json.dumps(FEED).encode()[:200], Refusal.DAMAGED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', Refusal.DAMAGED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, Refusal.TOO_COMPLEX),
    ],
)
def test_a_damaged_feed_is_refused(data: bytes, refusal: Refusal) -> None:
    """Half an object is none, and depth has its bounds."""
    with pytest.raises(SourceRefused) as refused:
        reading.read("feed.json", data, None)
    assert refused.value.refusal is refusal


@pytest.mark.parametrize("data", [b'{"a": 1}', b"jsonfeed.org/version/1", b"[]", b""])
def test_other_json_is_no_feed(data: bytes) -> None:
    """The version names the format."""
    assert not json_feed.recognises("feed.json", data)


def test_an_escaped_version_is_recognised() -> None:
    """Some writers escape every slash."""
    assert json_feed.recognises("x", json.dumps(FEED).replace("/", "\\/").encode("utf-8-sig"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_any_unicode_encoding_is_read(encoding: str) -> None:
    """JSON may stand behind a mark, or in two bytes a character."""
    data = json.dumps(FEED, ensure_ascii=False).encode(encoding)
    assert json_feed.recognises("feed.json", data)
    assert reading.read("feed.json", data, None).title == "每周论文"
