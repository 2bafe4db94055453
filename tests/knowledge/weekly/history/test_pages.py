"""Old issues' pages."""

from pathlib import Path

import pytest

from knowledge import samples
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Section
from knowledge.weekly.history.pages import number_of, read_issue, section_of


@pytest.fixture(scope="module")
def issue() -> CompiledIssue:
    """The issue of the samples, which has the shape of the historic one."""
    (page,) = [path for path in samples.paths() if path.name == "weekly_issue.txt"]
    read = read_issue(page.name, page.read_bytes())
    assert read is not None
    return read


def test_a_page_becomes_the_issue_that_it_is(issue: CompiledIssue) -> None:
    """With its number, day, foreword, and members by name in their order."""
    assert (issue.title, issue.date.isoformat()) == ("ML 自学者周刊 第 12 期", "2019-12-18")
    assert writing.plain(issue.foreword).startswith("每周交一次作业")
    assert [(one.section, one.name, len(one.entries)) for one in issue.sections] == [
        (Section.PAPERS, "论文速递", 2),
        (Section.STUDY, "学习心得", 6),
        (Section.ANSWERS, "疑问解答", 3),
    ]
    members = [one for one in issue.entries() if one.label.section is Section.STUDY]
    assert [one.title for one in members] == ["青禾", "北山", "小满", "老周", "木鱼", "阿澈"]
    assert all(one.contributions[0].author == one.title for one in members)


def test_references_keep_numbers_titles_and_addresses(issue: CompiledIssue) -> None:
    """The words before each mark lead there; what a paper's entry is about stands above it alone."""
    assert [one.number for one in issue.references] == [1, 2, 3, 4, 5, 6]
    assert issue.references[3].url == "https://arxiv.org/abs/1412.6980"
    links = [
        (writing.plain(entry.contributions[0].body)[:2], link.number)
        for entry in issue.entries()
        for link in writing.hyperlinks(entry.contributions[0].body)
    ]
    assert [number for _, number in links] == [3, 4, 5]
    asked = next(one for one in issue.entries() if one.label.slug == "12-a1")
    assert (asked.number, asked.url) == (6, issue.references[5].url)
    papers = [one for one in issue.entries() if one.label.section is Section.PAPERS]
    assert [one.number for one in papers] == [1, 2]


def test_what_closes_the_page_is_no_ones_note(issue: CompiledIssue) -> None:
    """The call for notes, and the site's own lines."""
    assert "后台留言" not in repr(issue)


@pytest.mark.parametrize(("written", "number"), [("4", 4), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103)])
def test_numbers_are_read_as_they_are_written(written: str, number: int) -> None:
    """In digits or in characters."""
    assert number_of(written) == number


def test_headings_of_old_issues_find_their_section() -> None:
    """Under whatever name; what is none of them is a resource."""
    names = ["论文推荐", "本周打卡", "问答", "待解之问", "勘误", "好书"]
    assert [section_of(one).value for one in names] == [
        "papers",
        "study",
        "answers",
        "open_questions",
        "errata",
        "resources",
    ]


def test_a_file_without_an_issue_is_none() -> None:
    """Not even a page with a number."""
    assert read_issue("a.txt", "周刊 第4期\n\n没有目录".encode()) is None
    assert read_issue("a.pdf", b"%PDF-1.7 nothing") is None


@pytest.mark.shared
def test_the_historic_issue_is_read_whole(shared: Path) -> None:
    """Seven members in their order, seven references with their numbers."""
    (page,) = (shared / "seeds").glob("000_*")
    issue = read_issue(page.name, page.read_bytes())
    assert issue is not None
    assert (issue.number, issue.date.isoformat(), len(issue.sections)) == (4, "2019-10-23", 3)
    members = [one.title for one in issue.entries() if one.label.section is Section.STUDY]
    assert (len(members), members[0], members[-1]) == (7, "大煌", "吕涛")
    assert [one.number for one in issue.references] == list(range(1, 8))
    assert "arxiv.org/abs/1903.10258" in issue.references[1].url
