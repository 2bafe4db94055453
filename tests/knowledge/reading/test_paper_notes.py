import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.paper_notes import draft, parts

DATE = dt.date(2022, 2, 3)
NOTE = (
    "作者：Doe et al. (2022)",
    "論文名稱：",
    "一種更小的模型",
    "Smaller Models",
    "論文閱讀總結：",
    "第一段。",
    "第二段,見 https://e.org/more 。",
    "paper",
    "https://e.org/paper",
    "Code: https://e.org/code",
    "點贊再走",
)


def test_a_note_has_author_title_summary_and_links() -> None:
    """Each label's value lands in its field; what follows the links is not the summary's."""
    entry = draft(NOTE, DATE)
    assert entry.author == "Doe et al. (2022)"
    assert entry.title == "Smaller Models / 一種更小的模型"
    assert entry.text == "第一段。\n\n第二段,見 https://e.org/more 。"
    assert [(link.text, link.url) for link in entry.links] == [
        ("Paper", "https://e.org/paper"),
        ("Code", "https://e.org/code"),
    ]
    assert (entry.url, entry.date) == ("https://e.org/paper", DATE)


def test_a_title_on_the_label_s_line_and_a_summary_on_its_own() -> None:
    """Values may stand behind their label."""
    entry = draft(("论文名称: Tiny Nets", "摘要: 很小。"), None)
    assert (entry.title, entry.text, entry.url) == ("Tiny Nets", "很小。", None)


@pytest.mark.parametrize("author", ["Doe et al.(2022)", "Doe et al. (2022)", "Doe et al.（2022）"])
def test_the_year_behind_an_author_has_one_form(author: str) -> None:
    """In ASCII brackets, after a space."""
    assert draft((f"作者: {author}", "题目: Tiny Nets"), None).author == "Doe et al. (2022)"


def test_links_may_stand_before_the_summary() -> None:
    """A summary that follows the links is taken where none was before."""
    entry = draft(("题目: Tiny Nets", "论文地址: https://e.org/p", "它很小。"), None)
    assert (entry.text, entry.url) == ("它很小。", "https://e.org/p")


def test_notes_are_split_at_numbers_that_count_up() -> None:
    """A number alone on its line begins a note only when it is the next one."""
    lines = ("开头", "01", "作者: 甲", "7", "二十", "02", "作者: 乙")
    assert parts(lines) == (("作者: 甲", "7", "二十"), ("作者: 乙",))


def test_numbered_sections_without_labels_are_no_notes() -> None:
    """Every part must name a title or an author."""
    assert parts(("1", "作者: 甲", "2", "只是一段话")) == ()
    assert parts(("1", "作者: 甲")) == ()


@given(st.lists(st.sampled_from(NOTE) | st.sampled_from(("01", "2", "二")) | st.text(), max_size=12))
def test_any_lines_are_taken(lines: list[str]) -> None:
    """No order of labels, links and text is refused."""
    for part in (lines, *parts(lines)):
        assert draft(part, None).truncated is False
