import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.shapes import outline
from knowledge.records import Page, Reading

LONG = "这一节讲得很细，从定义到推导都有，读完以后就能自己动手做一遍。" * 20


def _read(text: str) -> Reading:
    return outline.read(Page("notes.md", text))


def test_a_short_page_is_one_entry() -> None:
    """Its headings stay in the text, below the page's title."""
    reading = _read("# 激活函数\n\n引入非线性。\n\n## 常见的几种\n\nReLU 最常用。\n")
    assert reading.title == "激活函数"
    (entry,) = reading.entries
    assert entry.text == "引入非线性。\n\n# 常见的几种\n\nReLU 最常用。"


def test_a_long_page_has_an_entry_for_each_section() -> None:
    """The section of an entry is the path of headings above it, without the page's title."""
    reading = _read(
        f"# 第一章\n\n{LONG}\n\n## 1.1 向量\n\n### 1.1.1 什么是范数\n\n{LONG}\n\n### 1.1.2 点积的意义\n\n{LONG}\n"
    )
    assert [(entry.title, entry.section) for entry in reading.entries] == [
        ("第一章", None),
        ("1.1.1 什么是范数", "1.1 向量"),
        ("1.1.2 点积的意义", "1.1 向量"),
    ]


def test_a_short_page_of_questions_has_an_entry_for_each() -> None:
    """Also where chapters stand between; what else there is begins no answer."""
    reading = _read(
        "# 问答\n\n## 入门\n\n### 什么是张量？\n\n多维数组。\n\n### 怎么装？\n\n用包管理器。\n\n## 致谢\n\n谢谢。\n"
    )
    assert [(entry.title, entry.section, entry.text) for entry in reading.entries] == [
        ("什么是张量？", "入门", "多维数组。"),
        ("怎么装？", "入门", "用包管理器。"),
        ("问答 · 致谢", None, "谢谢。"),
    ]


def test_questions_below_a_question_stay_with_it() -> None:
    """They are parts of its answer, where that is short."""
    reading = _read(
        "# 问答\n\n## 怎么装？\n\n### 装哪个？\n\n新的。\n\n### 装到哪？\n\n随便。\n\n## 怎么用？\n\n先读文档。\n"
    )
    assert [entry.title for entry in reading.entries] == ["怎么装？", "怎么用？"]


def test_a_short_page_with_one_question_stays_whole() -> None:
    """One question among other headings makes no page of questions."""
    (entry,) = _read("# 池化\n\n## 为什么要池化？\n\n为了平移不变。\n\n## 种类\n\n最大和平均。\n").entries
    assert entry.text.count("# ") == 2


def test_a_heading_that_says_little_is_named_with_the_one_above() -> None:
    """A summary or an exercise is cited together with what it belongs to."""
    reading = _read(f"# 卷积层\n\n{LONG}\n\n## 小结\n\n{LONG}\n\n## 互相关运算\n\n{LONG}\n")
    assert [entry.title for entry in reading.entries] == ["卷积层", "卷积层 · 小结", "互相关运算"]


def test_what_stands_below_a_question_names_the_question() -> None:
    """The parts of an answer are found by the question that they answer."""
    reading = _read(f"# 压缩\n\n## 有哪些压缩方法？\n\n### 低秩分解法\n\n{LONG}\n\n### 权重量化法\n\n{LONG}\n")
    assert [entry.title for entry in reading.entries] == [
        "有哪些压缩方法？ · 低秩分解法",
        "有哪些压缩方法？ · 权重量化法",
    ]


def test_a_tiny_section_stays_with_its_parent() -> None:
    """Unless its heading asks something, a section of a few words is no entry of its own."""
    reading = _read(f"# 优化\n\n{LONG}{LONG}\n\n## 致谢\n\n谢谢。\n\n## 为什么用动量？\n\n为了更稳。\n")
    assert [entry.title for entry in reading.entries] == ["优化", "为什么用动量？"]
    assert reading.entries[0].text.endswith("# 致谢\n\n谢谢。")


def test_entries_stand_in_the_order_of_the_page() -> None:
    """A short section after a long one is an entry of its own, named with the heading above it."""
    reading = _read(f"# 优化\n\n{LONG}\n\n## 准备工作\n\n装好。\n\n## 动量的来历\n\n{LONG}\n\n## 致谢\n\n谢谢。\n")
    assert [entry.title for entry in reading.entries] == ["优化", "动量的来历", "优化 · 致谢"]
    assert reading.entries[0].text.endswith("# 准备工作\n\n装好。")


def test_a_heading_without_words_stays_with_what_is_before_it() -> None:
    """So that no heading of the page is lost and none is an entry without a text."""
    reading = _read(f"# 训练\n\n## 预热的作用\n\n{LONG}\n\n## 待写\n\n### 也待写\n\n## 衰减的作用\n\n{LONG}\n")
    assert [entry.title for entry in reading.entries] == ["预热的作用", "衰减的作用"]
    assert reading.entries[0].text.endswith("# 待写\n\n## 也待写")


def test_skipped_levels_and_several_titles_keep_their_places() -> None:
    """The path is that of the headings there are."""
    reading = _read(
        f"# 上篇\n\n### 甲的由来\n\n{LONG}\n\n### 甲的用处\n\n{LONG}\n\n# 下篇\n\n##### 乙\n\n{LONG}{LONG}\n"
    )
    assert [(entry.section, entry.title) for entry in reading.entries] == [
        ("上篇", "甲的由来"),
        ("上篇", "甲的用处"),
        ("下篇", "下篇 · 乙"),
    ]


def test_a_title_of_the_front_matter_hides_no_heading() -> None:
    """The only heading is the title where they are the same, else a heading below it."""
    assert _read("---\ntitle: 学习率\n---\n# 怎样衰减\n\n先大后小。").entries[0].text == "# 怎样衰减\n\n先大后小。"
    assert _read("---\ntitle: 学习率\n---\n# 3. 学习率\n\n先大后小。").entries[0].title == "3. 学习率"


def test_headings_are_told_without_their_marks() -> None:
    """Closing marks, anchors and links go, a sharp sign that belongs to a word stays."""
    page = "# C# 与 F#\n\n文。\n\n## [链接](https://a.org) ##\n\n文。\n\n## 锚点 {#a}\n\n文。\n"
    (entry,) = _read(page).entries
    assert (entry.title, entry.text) == ("C# 与 F#", "文。\n\n# 链接\n\n文。\n\n# 锚点\n\n文。")


def test_several_authors_are_named_together() -> None:
    """In a list, in either spelling."""
    assert _read("---\nauthors: [小雨, 阿明]\n---\n正文在此。").entries[0].author == "小雨、阿明"
    assert _read("---\nauthors:\n  - 小雨\n  - 阿明\n---\n正文在此。").entries[0].author == "小雨、阿明"


def test_front_matter_names_the_entries() -> None:
    """Title, author and date of the front matter are those of the page; a site's name is cut off the title."""
    reading = _read("---\ntitle: 学习率 - 某某网\nauthor: 小雨\ndate: 2021-3-4\n---\n先大后小。\n")
    (entry,) = reading.entries
    assert (reading.title, entry.author, entry.date) == ("学习率", "小雨", dt.date(2021, 3, 4))
    assert entry.text == "先大后小。"


def test_what_is_no_name_is_no_author() -> None:
    """Extractors take phrases for authors."""
    assert _read("---\nauthor: 责任编辑：小雨\n---\n正文在此。").entries[0].author is None


def test_links_belong_to_their_section() -> None:
    """Each entry has the links of its own text."""
    reading = _read(f"# 甲乙\n\n## 第一个主题\n\n[论文](https://a.org/1){LONG}\n\n## 第二个主题\n\n{LONG}{LONG}\n")
    assert [[link.url for link in entry.links] for entry in reading.entries] == [["https://a.org/1"], []]
    assert reading.entries[0].text.startswith("论文这一节")


def test_plain_text_is_one_entry_named_by_its_first_line() -> None:
    """A first line that is no sentence is the title and not part of the text."""
    reading = _read("关于批归一化\n\n它用一批样本的统计量。\n")
    assert (reading.title, reading.entries[0].text) == ("关于批归一化", "它用一批样本的统计量。")


def test_a_first_sentence_names_the_page_and_stays() -> None:
    """A long first sentence is shortened for the title only."""
    reading = _read(LONG)
    assert reading.title == "这一节讲得很细，从定义到推导都有，读完以后就能自己动手做一遍。"
    assert reading.entries[0].text == LONG


def test_lines_that_repeat_are_left_out_of_plain_text() -> None:
    """A page header that stands on every page is no content."""
    page = "".join(f"内部讲义\n第{n}页讲第{n}个问题。\n" for n in range(5))
    assert "内部讲义" not in _read(page).entries[0].text


def test_a_text_that_breaks_off_is_marked() -> None:
    """Dots at the very end say that there was more."""
    assert _read("关于动量\n\n动量把过去的梯度 ...").entries[0].truncated
    assert not _read("关于动量\n\n动量把过去的梯度累积起来。").entries[0].truncated


def test_headings_without_words_are_no_entry() -> None:
    """An outline that nobody filled in has nothing to cite."""
    assert _read("# 甲\n\n## 乙\n\n---\n").entries == ()


@given(st.text(alphabet="#中文a1。 \n`*[]()-<>$|=", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No page makes the last resort fail, and no entry is without words."""
    assert all(any(character.isalnum() for character in entry.text) for entry in _read(text).entries)
