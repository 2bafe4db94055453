from knowledge.reading.references import listed, resolved
from knowledge.records import Link

PAPER = Link("https://arxiv.org/abs/1", "论文地址")
CODE = Link("https://github.com/a/b", "复现代码地址")


def test_the_list_is_read_even_where_it_runs_on() -> None:
    """The heading may stand right before the first number, and the list on one line."""
    text = f"正文[1]\n上期References[1] 论文地址: {PAPER.url} [2] 复现代码地址：{CODE.url}"
    assert listed(text) == {1: PAPER, 2: CODE}


def test_a_page_without_a_list_has_none() -> None:
    """Bracketed numbers alone are no references."""
    assert listed("区间是[1]，见 https://a.org") == {}


def test_marks_become_links_and_go() -> None:
    """A known number's mark is taken out of the prose; an unknown one stays."""
    assert resolved("读了这篇[1]，取值[9]。", {1: PAPER}) == ("读了这篇，取值[9]。", (PAPER,))


def test_bare_labels_go_with_their_marks() -> None:
    """A label that only names a link is no prose; the same words inside a sentence are."""
    text, links = resolved("写完了。复现代码地址[2]\n论文地址[1] 原文地址\n论文地址的写法见下文。", {1: PAPER, 2: CODE})
    assert text == "写完了。\n\n论文地址的写法见下文。"
    assert links == (CODE, PAPER)


def test_own_links_are_kept_once() -> None:
    """Markdown links and bare addresses count too, each once."""
    text, links = resolved("见[仓库](https://github.com/a/b)和 https://a.org/c[1]", {1: CODE})
    assert text == "见仓库和 https://a.org/c"
    assert [link.url for link in links] == [CODE.url, "https://a.org/c"]


def test_a_title_may_have_brackets() -> None:
    """An identifier in brackets before a paper's name is no number of a reference."""
    page = "References\n\n[1] [1706.03762] 一篇: https://a.org/1\n[2] 二: https://a.org/2"
    assert listed(page) == {
        1: Link("https://a.org/1", "[1706.03762] 一篇"),
        2: Link("https://a.org/2", "二"),
    }
