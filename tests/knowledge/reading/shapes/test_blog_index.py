from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.shapes.blog_index import read, score
from knowledge.records import Page

INDEX = """首页
归档
感知机为什么学不会异或
感知机画一条直线把两类点分开，而异或的四个点怎么画都分不开。
引言
多加一层就可以了，因为 ...
用两行代码画损失曲线
先导入画图的库，再画出来：
123import matplotlib.pyplot as pltplt.plot(losses)plt.show()
图上应当看到 …
阅读全文 »
批量归一化该放在激活之前还是之后？
两种放法都有人用，
12model.add(Dense(8))model.add(Activation('relu')) ...
1 2 3 … 7
"""
PAGE = Page("index.txt", INDEX)


def test_a_post_ends_where_it_is_cut_off() -> None:
    """The line below a cut-off end is the next title, and what the blog wrote around the posts is gone."""
    titles = [entry.title for entry in read(PAGE).entries]
    assert titles == ["感知机为什么学不会异或", "用两行代码画损失曲线", "批量归一化该放在激活之前还是之后？"]


def test_cut_off_posts_are_marked() -> None:
    """An excerpt is not the whole post."""
    assert all(entry.truncated for entry in read(PAGE).entries)


def test_a_last_post_that_is_whole_is_not_marked() -> None:
    """Only a text that ends in an ellipsis is cut off."""
    whole = Page("index.txt", INDEX.replace("1 2 3 … 7", "残差连接\n把输入加回输出。"))
    last = read(whole).entries[-1]
    assert (last.title, last.truncated) == ("残差连接", False)


def test_numbered_code_is_fenced_without_its_numbers() -> None:
    """The line numbers of a listing that lost its line breaks are no part of its code."""
    text = read(PAGE).entries[1].text
    assert "```\nimport matplotlib.pyplot as pltplt.plot(losses)plt.show()\n```" in text
    assert "123" not in text


def test_code_is_never_a_title() -> None:
    """A block that opens with code takes its first prose as title."""
    page = Page("index.txt", "甲 ...\n12import osprint(os.name)\n看看系统\n结束 ...\n")
    assert [entry.title for entry in read(page).entries] == ["甲 ...", "看看系统"]


def test_a_title_that_begins_with_numbers_is_no_code() -> None:
    """Numbers in front of words are numbers."""
    page = Page("index.txt", "12个常用激活函数\n第一个 ...\n123 种方法\n第二个 ...\n")
    assert [entry.title for entry in read(page).entries] == ["12个常用激活函数", "123 种方法"]


def test_an_index_scores_high() -> None:
    """Three excerpts under titles are an index."""
    assert score(PAGE) == 1.0


def test_markdown_with_ellipses_scores_nothing() -> None:
    """Ends that trail off under headings and in code are no excerpts."""
    section = "## 标题\n\n文字……\n\n```\nfor x in xs:\n    ...\n```\n\n还有……\n"
    assert score(Page("note.md", section * 4)) == 0.0


def test_an_essay_scores_nothing() -> None:
    """Paragraphs that end are no excerpts."""
    assert score(Page("essay.txt", "梯度下降\n沿着负梯度走一小步。\n" * 9)) == 0.0


@given(st.text(st.sampled_from("学习率12 .…\n#|importos()=") | st.characters()))
def test_any_text_is_scored_and_read(text: str) -> None:
    """Scores stay within 0..1 and no text is refused."""
    page = Page("any", text)
    assert 0 <= score(page) <= 1
    assert all(entry.title for entry in read(page).entries)
