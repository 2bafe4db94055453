"""A feed's posts: what is left out of them, how they are called, when they were written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading import posts
from knowledge.reading.posts import Post
from knowledge.records import Draft


def draft(content: str, title: str = "题", *, is_html: bool = True) -> Draft:
    """The one entry of a feed of one post."""
    return posts.reading("feed", "", [Post(content, is_html, title)], None).entries[0]


@pytest.mark.parametrize(
    "line",
    [
        "The post 题 appeared first on 站.",
        "文章 题 最先出现在 站。",
        "分享到： 微信 微博 QQ空间",
        "Share this:</p><ul><li>Twitter</li><li>Facebook</li></ul><p>Like this:",
        "Click to share on Twitter (Opens in new window)",
    ],
)
def test_what_a_site_adds_to_every_post_is_left_out(line: str) -> None:
    """Sharing and syndication are no text of the author."""
    assert draft(f"<p>正文在此。</p><p>{line}</p>").text == "正文在此。"


@pytest.mark.parametrize(
    "line", ["这个想法最早出现在一篇论文里。", "- 微信", "请把笔记分享到群里，大家一起看。", "微博"]
)
def test_sentences_about_sharing_stay(line: str) -> None:
    """Only whole lines that are nothing else go."""
    assert line.removeprefix("- ") in draft(f"<p>正文在此。</p><p>{line}</p>").text


def test_code_keeps_its_brackets() -> None:
    """What looks like a link in a listing is none."""
    assert "rows[0](x)" in draft("<p>调用：</p><pre>rows[0](x)</pre>").text


def test_formulas_keep_their_source() -> None:
    """A feed has the same formulas as the page."""
    assert "$a_1$" in draft('<p>设 <img class="latex" alt="a_1" src="x.png"> 为常数。</p>').text


def test_plain_text_stays_as_it_is() -> None:
    """What is no HTML has no tags to lose."""
    assert draft("若 a<b 则停。\n\n\n\n完。", is_html=False).text == "若 a<b 则停。\n\n完。"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("先看损失，再看梯度。", "先看损失"),
        ("嗯，什么是过拟合？记住了噪声。", "什么是过拟合？"),
        ("字" * 60, "字" * 39 + "…"),
        ("好。", "好。"),
    ],
)
def test_a_post_without_a_title_gets_one(text: str, title: str) -> None:
    """Its first clause that says anything, not too long."""
    assert draft(text, "").title == title


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-01T23:30:00-07:00", dt.date(2024, 5, 1)),
        ("2024-05-01 08:00:00", dt.date(2024, 5, 1)),
        ("Wed, 01 May 2024 00:30:00 +0800", dt.date(2024, 5, 1)),
        ("01 May 24 00:30 GMT", dt.date(2024, 5, 1)),
        ("2024年5月1日", dt.date(2024, 5, 1)),
        ("2024/5/1 8:00", dt.date(2024, 5, 1)),
        ("0001-01-01T00:00:00Z", None),
        ("2024-13-40", None),
        ("昨天", None),
        (None, None),
    ],
)
def test_a_day_is_read_in_every_notation(stamp: str | None, day: dt.date | None) -> None:
    """Each in its own time zone; what is no day is none."""
    assert posts.date_of(stamp) == day


@given(st.text())
def test_any_stamp_is_a_day_or_none(stamp: str) -> None:
    """Feeds hold anything in their dates."""
    day = posts.date_of(stamp)
    assert day is None or 1990 <= day.year < 2100


def test_a_name_is_no_mail_address() -> None:
    """RSS puts both in one field; systems put their own."""
    assert posts.names_of(["li@e.org (小李)", "admin", None, "小李"]) == "小李"


@given(st.text(st.characters(codec="utf-8")))
def test_any_content_is_an_entry_or_none(content: str) -> None:
    """No HTML is too broken, and what comes out has words in it."""
    for entry in posts.reading("feed", "", [Post(content)], None).entries:
        assert any(character.isalnum() for character in entry.title + entry.text)
