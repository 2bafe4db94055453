import datetime as dt
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import light_markdown, markdown
from knowledge.reading.decoding import decode
from knowledge.reading.formats.web_page.dates import first_date
from knowledge.reading.formats.web_page.main_text import read, visible_text

PROSE = "随机失活在训练时按概率把一部分神经元的输出置零，推断时全部保留，因此相当于许多子网络的平均。"
SOUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<table><tr><td>", "</table>", "<p>", "<li>", "<a href=x>", "<pre>", "<h1>", "<br>"]
    )
    | st.sampled_from(["</p>", "<!--", "<script>", "甲。", PROSE, "&#x", "<b", '"', "<td hidden>", "</a>", "<ol>"]),
    max_size=60,
)


def text_of(source: str) -> str:
    """The main text of a page."""
    return read(source).text


def test_text_laid_out_in_tables_comes_out_as_prose() -> None:
    """A table without even rows of short values is layout, not data."""
    page = f"<html><body><table><tr><td>菜单</td><td><p>{PROSE}</p><p>{PROSE[:30]}</p></td></tr></table></body></html>"
    text = text_of(page)
    assert PROSE in text
    assert "|" not in text


def test_a_table_of_data_stays_a_table() -> None:
    """Header cells make a table one of data."""
    rows = "<tr><th>方法</th><th>误差</th></tr><tr><td>甲</td><td>0.1</td></tr>"
    text = text_of(f"<html><body><article><p>{PROSE}</p><p>{PROSE}甲</p><table>{rows}</table></article></body></html>")
    assert "| 甲 | 0.1 |" in text


def test_a_page_is_read_with_what_is_known_of_it() -> None:
    """Title, author and date beside the text, not in it."""
    around = "<div>作者：林小满　发布时间：2019年10月23日 12:00　来源：学习笔记</div>"
    page = read(f"<title>随机失活 - 学习网</title><body><h1>随机失活</h1>{around}<p>{PROSE}</p><p>{PROSE}</p></body>")
    assert (page.title, page.author, page.date) == ("随机失活", "林小满", dt.date(2019, 10, 23))
    assert page.text == f"{PROSE}\n\n{PROSE}"


def test_navigation_and_imprint_are_no_main_text() -> None:
    """Links to other pages, who edited and whose page it is go; the article's own links stay."""
    links = "".join(f'<li><a href="/{at}">栏目{at}</a></li>' for at in range(20))
    article = f'<p>{PROSE}<a href="https://e.org/a">论文</a>。</p><p>{PROSE}</p>'
    below = "<p>责任编辑：某某</p><p>上一篇：<a href='/x'>别的文章</a></p><p>版权所有 未经许可不得转载</p>"
    text = text_of(f"<body><ul>{links}</ul>{article}{below}<ul>{links}</ul></body>")
    assert text == (f"{PROSE}[论文](https://e.org/a)。\n\n{PROSE}")


def test_lists_headings_and_code_keep_their_form() -> None:
    """Nested items, numbered items, and code with its language and without its line numbers."""
    page = (
        f"<article><h2>准备</h2><p>{PROSE}</p><ul><li>甲<ul><li>乙</li></ul></li></ul><ol><li>先装</li><li>再跑</li></ol>"
        '<pre><code class="language-python">1 import a\n2 if b:\n3     c()</code></pre>'
        f"<p>{PROSE}</p></article>"
    )
    assert text_of(page) == (
        f"## 准备\n\n{PROSE}\n\n- 甲\n  - 乙\n1. 先装\n2. 再跑\n\n```python\nimport a\nif b:\n    c()\n```\n\n{PROSE}"
    )


def test_code_beside_its_line_numbers_is_read_without_them() -> None:
    """Blog engines lay code out in a table of two cells."""
    numbers = '<td class="gutter"><pre>1<br>2</pre></td>'
    code = '<td class="code"><pre><span class="line">a = 1</span><br><span class="line">b = a</span></pre></td>'
    table = f'<figure class="highlight"><table><tr>{numbers}{code}</tr></table></figure>'
    assert text_of(f"<p>{PROSE}</p>{table}<p>{PROSE}</p>") == f"{PROSE}\n\n```\na = 1\nb = a\n```\n\n{PROSE}"


def test_sentences_in_preformatted_text_are_prose() -> None:
    """Old sites kept whole articles in one such element."""
    assert text_of(f"<pre>{PROSE}\n{PROSE}\n\n{PROSE}</pre>") == f"{PROSE}\n{PROSE}\n\n{PROSE}"


def test_a_line_break_of_the_source_is_no_space_in_chinese() -> None:
    """Between Latin words it is."""
    assert text_of(f"<p>{PROSE}\n  {PROSE}a\nb。</p>") == f"{PROSE}{PROSE}a b。"


def test_words_that_markdown_would_take_for_marks_stay_words() -> None:
    """A star, a tag shown as text and a line that begins with a number sign."""
    text = text_of(f"<p>{PROSE}</p><p># 号开头，a*b*c 与 List&lt;div&gt; 都是正文。</p>")
    plain = light_markdown.simplify(text)
    assert plain.endswith("# 号开头，a*b*c 与 List<div> 都是正文。")


def test_a_question_page_gives_question_and_answers() -> None:
    """What stands between the answers is the site's, and comments on them are left out."""
    between = "<div>128 人赞同了该回答</div><div>分享</div><div>收藏</div><div>喜欢</div>" * 4
    answers = "".join(
        f'<div class="AnswerItem"><a href="/u">用户</a>{between}'
        f'<div class="RichContent-inner"><p>答{n}：{PROSE}</p></div>'
        f'<div class="CommentItemV2"><div class="RichText">评论{n}不是回答，不要收进来。</div></div></div>'
        for n in "一二三"
    )
    question = (
        '<h1>怎么选概率？</h1><div class="QuestionRichText"><span class="RichText">我不懂怎么选，求教。</span></div>'
    )
    side = '<div class="Question-sideColumn">相关问题<a href="/q">深度学习怎么入门？</a></div>'
    page = f"<title>怎么选概率？ - 问答</title><body>{question}{answers}{side}</body>"
    assert read(page).text.split("\n\n") == ["我不懂怎么选，求教。", *(f"答{n}：{PROSE}" for n in "一二三")]


def test_a_forum_thread_gives_every_post() -> None:
    """Short replies too, however much stands beside them."""
    posts = "".join(
        f'<table><tr><td class="pls"><a>某人</a><p>注册会员</p><p>积分 38</p></td><td class="t_f" id="postmessage_{n}">'
        f"{words}</td></tr></table><a>回复</a><a>举报</a>"
        for n, words in enumerate(["请问该放在哪一层后面？", "一般放在全连接层后面。", "都行。"])
    )
    assert text_of(f"<body>{posts}</body>") == "请问该放在哪一层后面？\n\n一般放在全连接层后面。\n\n都行。"


def test_text_that_a_script_shows_is_read() -> None:
    """One large messenger's articles are hidden until their script runs."""
    page = f'<div id="js_content" style="visibility: hidden; opacity: 0"><p>{PROSE}</p><p>{PROSE}</p></div>'
    assert text_of(page) == f"{PROSE}\n\n{PROSE}"


def test_a_page_that_hides_itself_until_it_is_loaded_is_read() -> None:
    """Against flicker, or against being framed by other sites."""
    assert (
        text_of(f'<html><body style="display:none"><p>{PROSE}</p><p>{PROSE}</p></body></html>') == f"{PROSE}\n\n{PROSE}"
    )


def test_a_poem_is_read_though_it_has_no_sentences() -> None:
    """Lines outside links are the text of a page without prose."""
    lines = [f"这是第{n}行没有标点的诗" for n in "一二三四五六七八九"]
    links = "".join(f'<a href="/{n}">诗人</a> ' for n in range(30))
    assert text_of(f"<body><div>{links}</div><div>{'<br>'.join(lines)}</div></body>") == "\n".join(lines)


def test_a_page_that_ends_too_early_is_read_on() -> None:
    """Pasted-in headers close the page before its text."""
    assert text_of(f"<html><body><div>频道</div></body></html><div><p>{PROSE}</p><p>{PROSE}</p></div></html>").endswith(
        PROSE
    )


def test_what_stands_around_is_visible_but_no_main_text() -> None:
    """Everything a reader sees, and nothing that is hidden from them."""
    page = f"<body><nav>栏目</nav><p>{PROSE}</p><p hidden>藏起来的话</p><footer>版权所有</footer></body>"
    assert visible_text("a.html", page.encode()) == f"栏目\n{PROSE}\n版权所有"


def test_a_page_without_text_is_empty() -> None:
    """Nothing is made up where there is nothing."""
    assert text_of("") == ""
    assert text_of("<html><body></body></html>") == ""


@given(SOUP)
def test_any_soup_of_tags_is_read(parts: list[str]) -> None:
    """Broken markup never raises, and what is read says the same when it is read again."""
    text = text_of("".join(parts))
    assert text == text_of("".join(parts))


@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000, "<table><tr><td>x" * 60_000, "<b>x" * 100_000, "<div>x</div>" * 100_000, "<" * 1_000_000]
    + [
        f"<p {' '.join(f'{form.format(n)}' for n in range(300_000))}>"
        for form in ('a{}="1"', "a{}", 'a{}="<"', "a{}='>'")
    ],
)
def test_a_page_too_deep_or_of_too_many_elements_is_refused(page: str) -> None:
    """No page that people read is built like that; reading it would cost more than it is worth."""
    with pytest.raises(SourceRefused) as refused:
        text_of(page)
    assert refused.value.refusal is Refusal.TOO_COMPLEX


@pytest.mark.parametrize(
    "page",
    [
        f'<p a="{"x" * 1_000_000}">{PROSE}',
        f"<p>{PROSE}{'好' * 1_000_000}</p>",
        f'<p style="{"a:b;" * 250_000}">{PROSE}',
        "<b>" * 900 + PROSE,
    ],
)
def test_a_long_line_or_attribute_is_read(page: str) -> None:
    """Size alone is no reason to refuse what was fetched."""
    assert PROSE in text_of(page)


@pytest.mark.shared
def test_main_text_agrees_with_the_labelled_pages(shared: Path) -> None:
    """Multiset F1 of character bigrams without white space, from raw bytes, over all labelled pages."""
    rows = _labelled(shared)
    scores = [_f1(_plain(_page(shared, row)), _gold(shared, row)) for row in rows]
    assert len(rows) > 30
    assert sum(scores) / len(scores) >= 0.938


@pytest.mark.shared
def test_dates_and_authors_agree_with_the_labelled_pages(shared: Path) -> None:
    """Where the label has one; some names stand nowhere in their page."""
    rows = [(row, read(_page(shared, row))) for row in _labelled(shared)]
    dated = [(first_date(row["date"]), page.date) for row, page in rows if first_date(row["date"])]
    signed = [(row["author"], page.author or "") for row, page in rows if row["author"] != "UNKNOWN"]
    assert sum(label == found for label, found in dated) >= 0.85 * len(dated)
    assert sum(label.replace(" ", "") == found.replace(" ", "") for label, found in signed) >= 0.7 * len(signed)


@pytest.mark.shared
def test_segments_of_the_article_are_kept_and_of_the_site_left_out(shared: Path) -> None:
    """Nearly all of what must be there is, and of what must not."""
    folder = shared / "data/mess/pages_trafilatura"
    rows = [json.loads(line) for line in (folder / "segments.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [_plain(decode(row["file"], (folder / row["file"]).read_bytes())) for row in rows]
    kept = [segment in text for row, text in zip(rows, texts, strict=True) for segment in row["with"]]
    leaked = [segment in text for row, text in zip(rows, texts, strict=True) for segment in row["without"]]
    assert sum(kept) >= 0.85 * len(kept)
    assert sum(leaked) <= 0.1 * len(leaked)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["pages_unlabelled", "pages_trafilatura"])
def test_every_page_is_read(shared: Path, folder: str) -> None:
    """Each has some text and a title."""
    pages = sorted((shared / "data/mess" / folder).glob("*.html"))
    assert pages
    read_pages = [read(decode(page.name, page.read_bytes())) for page in pages]
    assert [page.title for page in read_pages if len(page.text) < 50 or not page.title] == []


def _labelled(shared: Path) -> list[dict[str, str]]:
    index = shared / "data/mess/pages_labelled/index.jsonl"
    return [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()]


def _page(shared: Path, row: dict[str, str]) -> str:
    return decode("page.html", (shared / f"data/mess/pages_labelled/html/{row['id']}.html").read_bytes())


def _gold(shared: Path, row: dict[str, str]) -> str:
    return next((shared / "data/mess/pages_labelled/text").glob(f"{row['id']}*")).read_text(encoding="utf-8")


def _plain(source: str) -> str:
    return light_markdown.simplify(markdown.unlinked(read(source).text)[0])


def _f1(text: str, gold: str) -> float:
    found, wanted = _bigrams(text), _bigrams(gold)
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


def _bigrams(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(map("".join, pairwise(text)))
