import datetime as dt

import pytest

from knowledge.reading.formats.web_page.main_text import read

PROSE = "随机失活在训练时按概率把一部分神经元的输出置零，推断时全部保留，因此相当于许多子网络的平均。"
DAY = dt.date(2019, 10, 23)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-10-23T12:00:00+08:00">',
        '<meta name="publishdate" content="20191023">',
        '<meta itemprop="datePublished" content="2019年10月23日">',
        '<script type="application/ld+json">{"@graph": [{"headline": "题", "datePublished": "2019-10-23"}]}</script>',
        '<script>var ct = "1571803200";</script>',
    ],
)
def test_the_declared_date_is_believed(head: str) -> None:
    """Whatever other dates stand in the text."""
    assert read(f"<head>{head}</head><p>2001-01-01 12:00 旧闻</p><p>{PROSE}</p><p>{PROSE}</p>").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2019-10-23 12:00",
        "2019年10月23日 12:00 来源：某报",
        "发表于 2019/10/23",
        "2019-10-23",
        "posted @ 2019-10-23 08:00 某人 阅读(12)",
        "Published on Oct 23, 2019",
    ],
)
def test_a_date_beside_the_text_is_found(line: str) -> None:
    """In the forms of Chinese sites; the day now and the year of a copyright are none."""
    around = "<div>今天是2022年2月13日 星期日</div><h1>标题在这里</h1>"
    footer = "<div>Copyright © 2001-2022 版权所有</div>"
    assert read(f"<body>{around}<div>{line}</div><p>{PROSE}</p><p>{PROSE}</p>{footer}</body>").date == DAY


@pytest.mark.parametrize(
    "line", ["今天是2022年2月13日", "Copyright © 2022-02-13", "版权所有 2005-2022", "有效期至 2022-02-13 12:00"]
)
def test_other_dates_are_not_of_publishing(line: str) -> None:
    """No date is better than a wrong one."""
    assert read(f"<body><div>{line}</div><p>{PROSE}</p><p>{PROSE}</p><div>{line}</div></body>").date is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：林小满", "林小满"),
        ("来源：某网　作者: 林小满　编辑：王某", "林小满"),
        ("文/林小满", "林小满"),
        ("（记者 林小满 陈大有）", "林小满 陈大有"),
        ("本报记者 林小满", "林小满"),
        ("nagi_42 发表于 2019-10-23 12:00", "nagi_42"),
        ("作者：佚名", None),
        ("作者：未知", None),
        ("作者：admin", None),
    ],
)
def test_an_author_named_beside_the_text_is_found(line: str, author: str | None) -> None:
    """A label without a name names nobody."""
    assert read(f"<body><h1>标题在这里</h1><div>{line}</div><p>{PROSE}</p><p>{PROSE}</p></body>").author == author


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="林小满">', "林小满"),
        ('<meta name="author" content="某某网络科技公司">', None),
        ('<meta name="author" content="https://e.org">', None),
        ('<script type="application/ld+json">{"author": [{"name": "甲一"}, {"name": "乙二"}]}</script>', "甲一、乙二"),
        ('<script type="application/ld+json">{"author": </script>', None),
    ],
)
def test_a_declared_author_is_a_person(head: str, author: str | None) -> None:
    """Sites declare themselves as authors; broken declarations declare nothing."""
    assert read(f"<head>{head}</head><p>{PROSE}</p><p>{PROSE}</p>").author == author


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>随机失活笔记 - 某人 - 某博客</title>", "随机失活笔记"),
        ("<title>随机失活笔记_学习频道_某某网</title>", "随机失活笔记"),
        ('<title>首页</title><meta property="og:title" content="随机失活笔记">', "随机失活笔记"),
        ("<title>GPT-4 与注意力</title>", "GPT-4 与注意力"),
        ("", None),
    ],
)
def test_the_title_is_without_the_site(head: str, title: str | None) -> None:
    """What pages put behind their title is the same on each of them."""
    assert read(f"<head>{head}</head><p>{PROSE}</p><p>{PROSE}</p>").title == title
