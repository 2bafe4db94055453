import datetime as dt

import pytest

from knowledge.reading import metadata


@pytest.mark.parametrize(
    "words",
    [
        "Microsoft Word - 1.doc",
        "untitled",
        "无标题",
        "文档1",
        "paper.dvi",
        "",
        "  ",
        None,
        "2023-01",
        "x" * 300,
        "C:\\a\\b",
    ],
)
def test_what_a_program_wrote_is_no_title(words: str | None) -> None:
    """Nor is nothing, a number, or a whole page."""
    assert metadata.title(words) is None


@pytest.mark.parametrize("words", ["注意力笔记", "Attention Is All You Need", "Document Understanding", "第 4 期"])
def test_what_a_person_wrote_is_a_title(words: str) -> None:
    """Also where it begins like a program's."""
    assert metadata.title(f" {words}\n") == words


@pytest.mark.parametrize(
    "words", ["Administrator", "user", "微软用户", "lenovo", "jsmith", "a@b.org", "python-docx", "", None]
)
def test_a_login_is_no_author(words: str | None) -> None:
    """Nor is what a program calls itself."""
    assert metadata.author(words) is None


@pytest.mark.parametrize("words", ["王小明", "Ashish Vaswani", "王小明；李雷", "A. Vaswani, N. Shazeer and N. Parmar"])
def test_names_are_authors(words: str) -> None:
    """One or several."""
    assert metadata.author(words) == words


def test_dates_are_those_of_pdf_and_of_xml() -> None:
    """From 1990 on: what is older was never set."""
    assert metadata.date("D:20240131120000+08'00'") == dt.date(2024, 1, 31)
    assert metadata.date("2024-01-31T12:00:00Z") == dt.date(2024, 1, 31)
    assert [metadata.date(words) for words in ("D:19800101", "2024-13-01", "soon", "", None)] == [None] * 5


def test_a_text_goes_under_its_title() -> None:
    """Once: not where it begins with it."""
    assert metadata.under("甲", "# 乙\n\n```\n# c\n```\n\n## 丙") == "# 甲\n\n## 乙\n\n```\n# c\n```\n\n### 丙"
    assert metadata.under("甲", "# 甲\n\n乙") == "# 甲\n\n乙"
    assert metadata.under("甲", "甲\n\n乙") == "# 甲\n\n乙"
    assert metadata.under(None, "乙") == "乙"
    assert metadata.under("甲", "") == ""
