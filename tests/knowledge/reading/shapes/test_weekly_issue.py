import datetime as dt

from knowledge.reading.shapes import weekly_issue
from knowledge.records import Page, Reading

FOLDED = """首页    学习周刊    某某周刊:第7期

某某周刊:第7期

阅读量:12 2020-05-06

刊首语每周一次。
本期内容论文速递
?一种新的归一化
学习心得
?小雨?阿杰?小雨点
疑问解答
?批大小如何选??什么是过拟合
论文速递一种新的归一化论文名称:A New Norm
论文地址[1]
它只看单个样本。
学习心得小雨这周看了决策树。代码地址[2]
阿杰读了第三章:
?熵?基尼
小雨点也来打卡。
疑问解答批 大小如何选?先试能放下的最大值。
什么是过拟合训练好而测试差。
欢迎在公众号内回复「周刊」。
上一期内容References[1] 论文地址: https://arxiv.org/abs/2
[2] 代码地址: https://github.com/a/b

关于本站

广告一则。
"""
MARKDOWN = """# 某某周刊 第8期

2020-05-13

## 本期内容

**资料分享**

- 一份讲义

**学习笔记**

- 木子

## 资料分享

### 一份讲义

讲义不长，从[这里](https://a.org/b)下载。

## 学习笔记

### 木子

这周复习了矩阵求导。

## 往期精彩

旧的一期。
"""


def _read(text: str) -> Reading:
    page = Page("x.txt", text)
    assert weekly_issue.score(page) > 0.9
    return weekly_issue.read(page)


def test_items_of_the_contents_are_the_entries() -> None:
    """Titles and names of the contents split the run-together text; a longer name is not cut at a shorter."""
    reading = _read(FOLDED)
    assert (reading.title, reading.date) == ("某某周刊 第7期", dt.date(2020, 5, 6))
    assert [(entry.title, entry.section) for entry in reading.entries] == [
        ("一种新的归一化", "论文速递"),
        ("小雨的学习心得", "学习心得"),
        ("阿杰的学习心得", "学习心得"),
        ("小雨点的学习心得", "学习心得"),
        ("批 大小如何选?", "疑问解答"),
        ("什么是过拟合", "疑问解答"),
    ]


def test_text_is_without_marks_labels_and_footer() -> None:
    """What is left of each entry is what its author wrote, with lists as lists."""
    assert [entry.text for entry in _read(FOLDED).entries] == [
        "论文名称:A New Norm\n它只看单个样本。",
        "这周看了决策树。",
        "读了第三章:\n- 熵\n- 基尼",
        "也来打卡。",
        "先试能放下的最大值。",
        "训练好而测试差。",
    ]


def test_links_and_authors_belong_to_their_entries() -> None:
    """A note has its member as author; an entry's address is that of its link."""
    entries = _read(FOLDED).entries
    assert [entry.author for entry in entries] == [None, "小雨", "阿杰", "小雨点", None, None]
    assert [entry.url for entry in entries[:3]] == ["https://arxiv.org/abs/2", "https://github.com/a/b", None]


def test_an_issue_in_markdown_reads_the_same() -> None:
    """Headings and list marks of Markdown change nothing, nor do other names of sections."""
    reading = _read(MARKDOWN)
    assert [(entry.title, entry.text) for entry in reading.entries] == [
        ("一份讲义", "讲义不长，从这里下载。"),
        ("木子的学习笔记", "这周复习了矩阵求导。"),
    ]
    assert reading.entries[0].url == "https://a.org/b"


def test_full_width_and_folded_punctuation_read_the_same() -> None:
    """Whether the collector folded the punctuation does not change the entries."""
    wide = FOLDED.replace(":第", "：第").replace("地址: ", "地址：")
    assert _read(wide) == _read(FOLDED)


def test_a_section_without_its_items_is_passed_over() -> None:
    """The body has the heading, and nothing of what the contents promise below it."""
    contents = "某某周刊 第7期\n本期内容\n论文速递\n?没有的一篇\n?也没有\n疑问解答\n?为什么\n"
    page = f"{contents}\n论文速递\n疑问解答\n为什么\n因为。\n"
    assert weekly_issue.score(Page("x", page)) == 0


def test_other_pages_are_no_issue() -> None:
    """A number of an issue without contents, or contents without their texts, is not this shape."""
    assert weekly_issue.score(Page("x", "某某周刊 第7期\n\n一段话。")) == 0
    assert weekly_issue.score(Page("x", "某某周刊 第7期\n本期内容\n论文速递\n?没有的一篇\n")) == 0
