from knowledge.reading.shapes import round_up
from knowledge.records import Link, Page, Reading

SUMMARY = "这个工具把常用的步骤收在一起，只用几行就能跑通一个完整的实验，而且默认的设置已经足够好，新手也能放心使用。"
HEAD = """某社区  »  工具

三个好用的工具!一份清单

炼金手册 • 2 年前 • 99 次点击

三个好用的工具!

炼金手册出品

作者:甲、乙

开头的话，说明为什么要挑这几个工具，以及挑选的时候看重的是什么，没有列进来的也不代表不好。

"""
ITEMS = f"""工具一:快

{SUMMARY}

GitHub链接:

https://github.com/a/one

工具二

{SUMMARY}

论文链接: https://arxiv.org/abs/1
代码地址: https://github.com/a/two

工具三

{SUMMARY}

{SUMMARY}

GitHub链接:

https://github.com/a/three

"""
TAIL = """相关报道:

https://a.org/report

延展阅读:

一份清单(附链接)

清单来自这里:

https://a.org/list

一、数据

1. 先看样本

随机抽几百条来看。

二、其他

清单之外还有几件事:

1. 记录

2. 备份

人工智能+终身学习

炼金手册  LJSC

加入知识星球“炼金手册”:人工智能与终身学习。

版权声明:转载请联系。

本文地址:http://a.org/topic/1
99 次点击
"""


def _read(text: str) -> Reading:
    page = Page("x.txt", text)
    assert round_up.score(page) > 0.5
    return round_up.read(page)


def test_each_piece_is_an_entry() -> None:
    """Title, summary and links of a piece come out under the article's title, with its authors."""
    reading = _read(HEAD + ITEMS)
    assert [(entry.title, entry.section, entry.author) for entry in reading.entries] == [
        ("工具一:快", "三个好用的工具!", "甲、乙"),
        ("工具二", "三个好用的工具!", "甲、乙"),
        ("工具三", "三个好用的工具!", "甲、乙"),
    ]
    assert reading.entries[0].text == SUMMARY
    assert reading.entries[2].text == f"{SUMMARY}\n\n{SUMMARY}"


def test_labels_may_stand_on_the_line_of_their_address() -> None:
    """A piece may have several links, labelled on their own line or before it."""
    assert _read(HEAD + ITEMS).entries[1].links == (
        Link("https://arxiv.org/abs/1", "论文链接"),
        Link("https://github.com/a/two", "代码地址"),
    )


def test_the_report_behind_the_page_is_a_link_of_every_piece() -> None:
    """It is the reading's own address too, but no piece's first."""
    reading = _read(HEAD + ITEMS + TAIL)
    assert reading.url == "https://a.org/report"
    assert all(entry.links[-1].url == "https://a.org/report" for entry in reading.entries[:3])
    assert reading.entries[2].url == "https://github.com/a/three"


def test_the_article_behind_the_pieces_is_one_entry() -> None:
    """Its section is what calls it further reading; numbered lines are headings only where prose follows."""
    article = _read(HEAD + ITEMS + TAIL).entries[3]
    assert (article.title, article.section) == ("一份清单(附链接)", "延展阅读")
    assert article.links == (Link("https://a.org/list", "清单来自这里"),)
    assert [line for line in article.text.split("\n") if line.startswith("#")] == [
        "# 一、数据",
        "## 1. 先看样本",
        "# 二、其他",
    ]


def test_advertising_and_footer_are_gone() -> None:
    """From where the publisher speaks for itself, and its slogan above that, nothing is kept."""
    text = "".join(entry.text for entry in _read(HEAD + ITEMS + TAIL).entries)
    assert not any(needle in text for needle in ("炼金", "终身", "版权", "次点击", "本文地址"))
    assert text.endswith("2. 备份")


def test_a_page_with_two_links_is_no_round_up() -> None:
    """Three pieces are the fewest."""
    assert round_up.score(Page("x", HEAD + ITEMS.split("工具三", maxsplit=1)[0])) == 0
