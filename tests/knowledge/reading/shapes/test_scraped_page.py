import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.shapes.scraped_page import read, score
from knowledge.records import Page

ABOVE = "春天里的头像大全,雨伞批发价格表,凉席的正确铺法\n欢迎光临拾贝网 会员登录 & 注册\n"
HEADING = "两篇小论文的读书笔记\n2020-04-05 09:10 作者:夜航船  | 我要投稿\n"
INTRODUCTION = "这个月读了两篇小论文,一篇讲剪枝,一篇讲蒸馏,都不长,适合周末在家里慢慢读完并动手复现。\n?\n"
NOTES = """01
作者:Roe et al. (2019)
论文名称:Prune Early
早一点剪枝
论文阅读总结:
训练到一半就剪去小的权重,剩下的继续训练,精度几乎不变。
青山县| 绿水县| 白云区| 红叶市| 棋牌| 蓝田镇| 黄沙乡|
Paper
https://e.org/prune
Code
https://e.org/prune-code
02
作者:Poe (2020)
论文名称:Distil Twice
论文阅读总结:
先用大老师教中等的学生,再让中等的学生去教小的学生。
Paper
https://e.org/distil
"""
BELOW = """参考资料
https://e.org/list
免责声明:内容来自网络。
每天八点更新
关注我+点赞
两篇小论文的读书笔记的评论 (共 条)
分享到微博请遵守国家法律
青山县| 绿水县| 白云区| 红叶市| 棋牌| 蓝田镇| 黄沙乡|
"""
PAGE = Page("page.txt", ABOVE + HEADING + INTRODUCTION + NOTES + BELOW)
ARTICLE = """学习率太大会发散,太小又走不动,所以先扫一遍再定,这是最省事的办法,也最不容易出错。
见 https://e.org/lr 。
"""
ESSAY = Page("page.txt", ABOVE + HEADING + "分享到:\n" + ARTICLE + "喜欢就收藏\n" + BELOW)
JUNK = (
    "凉席",
    "拾贝网",
    "登录",
    "投稿",
    "绿水县",
    "棋牌",
    "免责",
    "更新",
    "点赞",
    "评论",
    "分享到",
    "e.org/list",
)


def test_the_page_is_called_by_the_line_above_its_byline() -> None:
    """Whatever stands above that line belongs to the site."""
    reading = read(PAGE)
    assert (reading.title, reading.date) == ("两篇小论文的读书笔记", dt.date(2020, 4, 5))


def test_each_paper_is_an_entry() -> None:
    """Numbered notes are cited one by one, with their authors and the page's date."""
    entries = read(PAGE).entries
    assert [(entry.title, entry.author) for entry in entries] == [
        ("Prune Early / 早一点剪枝", "Roe et al. (2019)"),
        ("Distil Twice", "Poe (2020)"),
    ]
    assert {entry.date for entry in entries} == {dt.date(2020, 4, 5)}


def test_an_article_without_notes_is_one_entry() -> None:
    """Its author is the byline's and its links are those of its text."""
    (entry,) = read(ESSAY).entries
    assert (entry.title, entry.author) == ("两篇小论文的读书笔记", "夜航船")
    assert entry.text == ARTICLE.strip().replace("\n", "\n\n")
    assert [link.url for link in entry.links] == ["https://e.org/lr"]


def test_nothing_around_the_article_is_kept() -> None:
    """Spam, chrome, calls to follow, comments and place names reach neither title nor text."""
    for entry in (*read(PAGE).entries, *read(ESSAY).entries):
        kept = " ".join((entry.title, entry.text, str(entry.links)))
        assert [word for word in JUNK if word in kept] == []


def test_a_page_without_byline_begins_at_its_first_title() -> None:
    """Chrome above is passed over, and no date is made up."""
    reading = read(Page("page.txt", f"首页 > 笔记\n怎样定学习率\n{ARTICLE}{BELOW}"))
    assert (reading.title, reading.date) == ("怎样定学习率", None)
    assert reading.entries[0].text.startswith("学习率太大")


def test_a_date_that_does_not_exist_is_no_date() -> None:
    """The byline is told by its date, so a page with an impossible one has none."""
    assert read(Page("page.txt", f"题目\n2020-13-45 作者:某\n{ARTICLE}")).date is None


def test_a_mill_s_page_scores_high() -> None:
    """Place names, the title again above the comments and the site's chrome are signs enough."""
    assert score(PAGE) >= 0.7
    assert score(ESSAY) >= 0.7


def test_an_essay_scores_nothing() -> None:
    """A byline and references alone are no sign of a mill."""
    assert score(Page("essay.txt", f"怎样定学习率\n2020-04-05 作者:某\n{ARTICLE}参考资料\nhttps://e.org\n")) == 0.0


LINES = st.sampled_from([*PAGE.text.split("\n"), "# 标题"]) | st.text()


@given(st.lists(LINES, max_size=20).map("\n".join))
def test_any_text_is_scored_and_read(text: str) -> None:
    """Scores stay within 0..1 and no text is refused."""
    page = Page("any", text)
    assert 0 <= score(page) <= 1
    assert all(entry.text for entry in read(page).entries)
