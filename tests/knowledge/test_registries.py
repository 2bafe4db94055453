"""What registries and pages answer, and what is made of answers that are none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import registries
from knowledge.registries import Said, inquiries

ARXIV = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title>
<entry><id>http://arxiv.org/abs/2401.00001v3</id><title>Small Gates,
  Large Memories</title><author><name>Li Hong</name></author><author><name>Wang Ming</name></author></entry>
<entry><id>http://arxiv.org/abs/cs/0501001v1</id><title>An Old Preprint</title></entry>
<entry><id>http://arxiv.org/api/errors#incorrect</id><title>Error</title></entry></feed>"""


def encoded(value: object) -> bytes:
    """JSON as it comes from a registry."""
    return json.dumps(value).encode()


def test_arxiv_answers_for_several_papers() -> None:
    """By identity without versions; an error is no paper."""
    assert registries.arxiv(ARXIV) == {
        "arxiv:2401.00001": Said("Small Gates, Large Memories", ("Li Hong", "Wang Ming")),
        "arxiv:cs/0501001": Said("An Old Preprint"),
    }


def test_crossref_answers_for_one_work() -> None:
    """Its titles hold tags and entities, its authors may be institutions."""
    people = [{"given": "Hong", "family": "Li"}, {"family": "Wang"}, {"name": "A lab"}]
    answer = {"message": {"title": ["On <i>Gates</i> &amp; Memory"], "author": people}}
    assert registries.crossref(encoded(answer)) == Said("On Gates & Memory", ("Hong Li", "Wang", "A lab"))


def test_github_answers_for_a_repository() -> None:
    """Its description says what it is."""
    assert registries.github(encoded({"full_name": "a/B", "description": "门控单元"})) == Said("a/B: 门控单元")
    assert registries.github(encoded({"full_name": "a/B", "description": None})) == Said("a/B")


def test_github_answers_for_an_issue() -> None:
    """With who opened it."""
    answer = {"title": "梯度爆炸", "user": {"login": "li"}}
    assert registries.github(encoded(answer)) == Said("梯度爆炸", ("li",))


@pytest.mark.parametrize("answer", [None, [], {}, {"message": None}, {"message": {"title": []}}, {"title": 3}, "x"])
def test_an_answer_of_another_form_says_nothing(answer: Any) -> None:  # noqa: ANN401
    """A registry may change, or be replaced by a page of somebody's network."""
    assert registries.crossref(encoded(answer)) == Said()
    assert registries.github(encoded(answer)) == Said()


@given(st.binary())
def test_any_bytes_can_be_an_answer(data: bytes) -> None:
    """Nothing that comes from the web stops a run."""
    assert registries.arxiv(data) == {}
    for read in (registries.crossref, registries.github, registries.page):
        assert isinstance(read(data), Said)


def test_a_papers_page_names_its_authors() -> None:
    """The tags for scholarly search come before those for sharing."""
    page = """<head><meta property="og:title" content="站 | 门"><meta name="citation_title" content="门与记忆">
    <meta name="citation_author" content="李红"><meta name="citation_author" content="王明"></head>"""
    assert registries.page(page.encode()) == Said("门与记忆", ("李红", "王明"))


def test_a_pages_title_is_read_in_its_encoding() -> None:
    """Old pages are GBK; what is shared beats the window's title."""
    assert (
        registries.page('<meta charset="gbk"><title>循环神经网络的梯度</title>'.encode("gbk")).title
        == "循环神经网络的梯度"
    )
    both = '<title>门 - 站</title><meta property="og:title" content="门"/>'
    assert registries.page(both.encode()).title == "门"


@pytest.mark.parametrize("title", ["Just a moment...", "403 Forbidden", "安全验证 - 站", "登录", "", " \u200b "])
def test_a_wall_is_no_title(title: str) -> None:
    """What is shown to programs says nothing of the page."""
    assert registries.page(f"<title>{title}</title>".encode()) == Said()


def test_a_title_that_begins_with_a_number_is_one() -> None:
    """Only whole messages of refusal are walls."""
    assert registries.page("<title>500 行代码写一个分词器</title>".encode()).title == "500 行代码写一个分词器"


def test_a_title_is_one_bounded_line_without_controls() -> None:
    """It is shown in a chat, and anybody wrote it."""
    said = registries.github(
        encoded({"title": "甲\x07\u202e\n\n <b>乙</b>&lt;" + "长" * 1000, "user": {"login": "x" * 500}})
    )
    assert said.title is not None
    assert said.title.startswith("甲 乙<长")
    assert len(said.title) == 300
    assert len(said.authors[0]) == 80


def test_papers_of_arxiv_are_asked_for_together() -> None:
    """In batches where the first of them stands, everything else in its place."""
    papers = {f"arxiv:2401.0000{n}": "" for n in range(5)}
    asked = list(inquiries({"https://e.org/a": "http://www.e.org/a", **papers, "doi:10.1000/a(b)/c": ""}, 3))
    assert [inquiry.address for inquiry in asked] == [
        "http://www.e.org/a",
        "https://export.arxiv.org/api/query?id_list=2401.00000,2401.00001,2401.00002&max_results=3",
        "https://export.arxiv.org/api/query?id_list=2401.00003,2401.00004&max_results=2",
        "https://api.crossref.org/works/10.1000%2Fa%28b%29%2Fc",
    ]
    assert [inquiry.is_page for inquiry in asked] == [True, False, False, False]


@pytest.mark.parametrize(
    ("identity", "address"),
    [
        ("github:a/b", "https://api.github.com/repos/a/b"),
        ("github:a/b/issues/5", "https://api.github.com/repos/a/b/issues/5"),
        ("github:a/b/blob/main/x.py", "https://github.com/a/b/blob/main/x.py"),
        ("zhihu:p/3", "https://zhuanlan.zhihu.com/p/3"),
    ],
)
def test_each_kind_of_link_is_asked_in_its_place(identity: str, address: str) -> None:
    """A registry where there is one, otherwise the page itself."""
    page = "https://zhuanlan.zhihu.com/p/3" if identity.startswith("zhihu") else "https://github.com/a/b/blob/main/x.py"
    assert [inquiry.address for inquiry in inquiries({identity: page})] == [address]
