"""Feeds in XML: every version, every damage that can be read around, and what is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import reading
from knowledge.entries import identify
from knowledge.errors import Refusal, SourceRefused
from knowledge.reading.formats import xml_feed
from knowledge.records import Draft, Link

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>自学笔记</title><link>https://blog.example.org/</link>
<item><title>梯度 &amp;amp; 动量</title><link>/2024/momentum</link><dc:creator>小红</dc:creator>
<pubDate>Wed, 01 May 2024 00:30:00 +0800</pubDate>
<description>只有摘要……</description>
<content:encoded><![CDATA[<h2>动量</h2><p>动量把过去的梯度<b>累积</b>起来，见<a href="/a?x=1&y=2">推导</a>。</p>
<ul><li>快</li><li>稳</li></ul><pre><code class="language-python">v = b[0](v) + g</code></pre>
<p>The post <a href="/2024/momentum">动量</a> appeared first on <a href="/">自学笔记</a>.</p>]]></content:encoded>
</item>
<item><link>https://blog.example.org/2</link><pubDate>Thu, 02 May 2024 23:59:00 GMT</pubDate>
<description>&lt;p&gt;学习率太大会发散，太小又很慢。所以要衰减 [&amp;#8230;]&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.org/blog/">
<title type="html">深度 &lt;i&gt;学习&lt;/i&gt;</title><author><name>阿明</name></author>
<entry><title>批归一化</title><id>tag:e.org,2024:1</id><link rel="alternate" href="bn.html"/>
<published>2024-03-01T01:00:00+08:00</published><updated>2024-04-01T01:00:00Z</updated>
<summary>短的</summary>
<content type="xhtml" xml:base="https://e.org/other/"><div xmlns="http://www.w3.org/1999/xhtml">
<p>每一层的输入被<em>归一化</em>，见<a href="paper.pdf">论文</a>。</p></div></content></entry>
<entry><title>丢弃法</title><link href="https://e.org/dropout"/><author><name>小刚</name></author>
<updated>2024-02-01T00:00:00Z</updated><content type="text">训练时随机置零 a &lt; b。</content></entry>
</feed>"""

RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.org/"><title>旧站</title>
<link>https://e.org/</link></channel>
<item rdf:about="https://e.org/1"><title>感知机</title><link>https://e.org/1</link>
<description>线性可分时收敛。</description><dc:date>2003-12-31T23:00:00-05:00</dc:date></item></rdf:RDF>"""

SPLINTERS = (
    *(
        "",
        "<",
        ">",
        "&",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<item>",
        "</item>",
        "<title>",
        "<textinput><link>x</link>",
        "&#0;",
    ),
    *(
        "<link>http://[</link>",
        "&#55296;",
        "&#1114112;",
        'xml:base="http://[::1"',
        "<author><name>",
        "<source>",
        "<where>",
    ),
)


def posts(feed: str | bytes, url: str | None = "https://blog.example.org/feed") -> tuple[Draft, ...]:
    """The entries of a feed."""
    data = feed.encode() if isinstance(feed, str) else feed
    return reading.read("feed.xml", data, url).entries


def rss(items: str, head: str = "") -> str:
    """A feed of these items."""
    return f'{head}<rss version="2.0"><channel><title>站</title>{items}</channel></rss>'


def test_a_post_is_an_entry() -> None:
    """Title, author, address, text as light Markdown, and links are the post's own; full content beats the summary."""
    first = posts(RSS)[0]
    assert (first.title, first.author, first.url) == ("梯度 & 动量", "小红", "https://blog.example.org/2024/momentum")
    assert first.text == (
        "## 动量\n\n动量把过去的梯度累积起来，见推导。\n\n- 快\n- 稳\n\n```python\nv = b[0](v) + g\n```"
    )
    assert first.links == (Link("https://blog.example.org/a?x=1&y=2", "推导"),)
    assert not first.truncated


def test_a_day_is_that_of_the_authors_clock() -> None:
    """Half past midnight in Beijing is the day before in London, and was written today."""
    assert [post.date for post in posts(RSS)] == [dt.date(2024, 5, 1), dt.date(2024, 5, 2)]


def test_an_untitled_summary_is_called_by_its_first_clause() -> None:
    """A title is needed to cite it; that it breaks off is told."""
    assert (posts(RSS)[1].title, posts(RSS)[1].truncated) == ("学习率太大会发散", True)


@pytest.mark.parametrize("end", ["…", "[...]", "…… 阅读全文", '<a href="/2">阅读全文 &raquo;</a>', "<p>Read more</p>"])
def test_every_way_of_breaking_off_is_known(end: str) -> None:
    """What invites to read on is no text of the post."""
    post = posts(rss(f"<item><title>甲</title><description><![CDATA[先说一半。{end}]]></description></item>"))[0]
    assert post.truncated
    assert "全文" not in post.text
    assert "more" not in post.text


def test_an_atom_feed_is_read() -> None:
    """Each level has its own base address and its own author."""
    feed = reading.read("atom.xml", ATOM.encode(), "https://e.org/atom.xml")
    first, second = feed.entries
    assert (feed.title, feed.rolling, feed.date) == ("深度 学习", True, dt.date(2024, 3, 1))
    assert (first.url, first.author, first.date) == ("https://e.org/blog/bn.html", "阿明", dt.date(2024, 3, 1))
    assert first.links == (Link("https://e.org/other/paper.pdf", "论文"),)
    assert first.text == "每一层的输入被归一化，见论文。"
    assert (second.author, second.text) == ("小刚", "训练时随机置零 a < b。")


def test_rss_1_is_read() -> None:
    """The oldest feeds are RDF."""
    (post,) = posts(RSS_10)
    assert (post.title, post.text, post.date) == ("感知机", "线性可分时收敛。", dt.date(2003, 12, 31))


def test_rss_0_91_is_read() -> None:
    """Netscape's document type is no reason to refuse."""
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    assert posts(rss("<item><title>旧</title><description>旧文。</description></item>", head))[0].text == "旧文。"


@pytest.mark.parametrize(("declared", "real"), [("gbk", "gbk"), ("utf-16", "utf-16"), ("UTF-8", "gb18030")])
def test_an_encoding_is_found(declared: str, real: str) -> None:
    """Old Chinese blogs serve their feeds in GBK, not all of them say so."""
    assert posts(RSS.replace("UTF-8", declared).encode(real))[0].author == "小红"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"\n\n ", b"\xef\xbb\xbf\n"])
def test_what_stands_before_the_declaration_is_no_obstacle(before: bytes) -> None:
    """Templates leave blank lines and byte order marks."""
    assert len(posts(before + RSS.encode())) == 2


@pytest.mark.parametrize(
    "body",
    [
        "甲&nbsp;乙&hellip;丙",
        "甲 & 乙",
        "甲\x08乙",
        "甲 <b>乙</i> 丙",
        "甲</p>乙",
        "甲&#xD800;",
        "甲&#x110000;",
        "甲&#" + "9" * 5000,
    ],
    ids=["entity", "ampersand", "control", "mismatch", "unopened", "surrogate", "too far", "endless"],
)
def test_a_damaged_feed_is_read_as_far_as_it_goes(body: str) -> None:
    """What is not well-formed still has its posts."""
    item = f"<item><title>{body}</title><link>https://e.org/1</link><description>{body}，正文。</description></item>"
    post = posts(rss(item + "<item><title>丁</title><description>第二篇。</description></item>"))
    assert "甲" in post[0].title
    assert "正文" in post[0].text
    assert post[-1].text == "第二篇。"


def test_a_feed_that_was_cut_short_keeps_its_whole_posts() -> None:
    """A connection may end early."""
    assert posts(RSS[: RSS.index("学习率")])[0].title == "梯度 & 动量"


def test_a_feed_without_posts_is_refused() -> None:
    """Nothing can be cited from it."""
    with pytest.raises(SourceRefused) as refused:
        posts(rss(""))
    assert refused.value.refusal is Refusal.NOTHING_LEFT


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;">',
        f'<!ENTITY a "{"ha" * 100}">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a "x">',
        "".join(f'<!ENTITY a{n} "b">' for n in range(400)),
    ],
    ids=["nested", "long", "file", "parameter", "many"],
)
def test_entities_that_grow_or_reach_out_are_refused(declared: str) -> None:
    """A few bytes must not become gigabytes, nor a file of this machine."""
    with pytest.raises(SourceRefused) as refused:
        posts(rss("<item><title>&a;</title></item>", f"<!DOCTYPE rss [{declared}]>"))
    assert refused.value.refusal is Refusal.TOO_COMPLEX


def test_an_entity_that_names_a_character_is_fine() -> None:
    """Some feeds declare the entities that they use."""
    declared = '<!DOCTYPE rss [\n<!ENTITY nb "&#8212;">\n]>'
    assert posts(rss("<item><title>甲&nb;乙</title></item>", declared))[0].title == "甲—乙"


def test_an_address_in_a_feed_is_never_opened() -> None:
    """The library that parses would fetch a string that looks like an address, or open one that names a file."""
    assert xml_feed.read("x", b"https://e.org/feed", None).entries == ()


@pytest.mark.parametrize(
    "page", ["<html><body><feed></feed></body></html>", "# <rss> in Markdown", "<svg><rss/></svg>", '{"rss": 1}', ""]
)
def test_other_pages_are_no_feeds(page: str) -> None:
    """The first element decides."""
    assert not xml_feed.recognises("feed.xml", page.encode())


def test_a_post_that_is_edited_keeps_its_id() -> None:
    """Its title and place stay while its text changes."""
    before = identify("s", posts(RSS), [])
    after = identify("s", posts(RSS.replace("累积", "一步步累积")), before)
    assert [entry.id for entry in before] == [entry.id for entry in after]
    assert after[0].text != before[0].text


def test_posts_with_nothing_to_say_are_left_out() -> None:
    """A picture alone cannot be cited."""
    items = "<item><description>&lt;img src='x.png'&gt;</description></item><item><title>甲</title></item>"
    assert [post.text for post in posts(rss(items))] == ["甲"]


@given(
    st.sampled_from([RSS, ATOM, RSS_10]),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 30), st.sampled_from(SPLINTERS)), max_size=5),
)
def test_any_damage_gives_posts_or_a_refusal(feed: str, damage: list[tuple[int, int, str]]) -> None:
    """Whatever the parser stumbles over is told as one of our own refusals."""
    for at, length, splinter in damage:
        feed = feed[:at] + splinter + feed[at + length :]
    try:
        entries = xml_feed.read("feed.xml", feed.encode(), "https://e.org/feed").entries
    except SourceRefused:
        return
    assert all(entry.title for entry in entries)
