"""Importing old issues."""

import datetime as dt

import pytest

from knowledge import samples
from knowledge.weekly.compiled import (
    CompiledIssue,
    Contribution,
    IssueEntry,
    IssueSection,
    Label,
    Section,
    StoredPicture,
)
from knowledge.weekly.document import Picture
from knowledge.weekly.issues import IssueState
from knowledge.weekly.publishing import Hindrance, IssueHindered
from knowledge.weekly.rendering.json_export import to_json
from tests.knowledge.weekly.publishing.conftest import Desk, desk, settings

__all__ = ["desk", "settings"]

PAGE = next(path for path in samples.paths() if path.name == "weekly_issue.txt")


async def test_an_old_issue_is_published_like_any_other(desk: Desk) -> None:
    """On its own day; the next one that is frozen gets the next number; nothing is posted."""
    imported = await desk.weekly.import_issue(PAGE.name, PAGE.read_bytes(), "command line")
    assert imported.is_new
    await desk.weekly.settle_publications()
    issue = await desk.now(imported.issue)
    assert (issue.state, issue.number, issue.revision, issue.ingested) == (IssueState.PUBLISHED, 12, 1, 1)
    assert issue.published_at is not None
    assert issue.published_at.date().isoformat() == "2019-12-18"
    names = await desk.weekly.issues.artefact_names(12)
    assert {"issue.md", "issue.html", "wechat.html", "issue.pdf", "entries/12-n1.html"} <= set(names)
    found = await desk.weekly.archive.search(["梯度"], 3)
    assert found[0][0].issue == 12
    assert await desk.send() == []
    frozen = await desk.weekly.freeze_issue(await desk.in_review(), "7")
    assert frozen is not None
    assert frozen.number == 13


async def test_the_same_again_changes_nothing_and_another_is_refused(desk: Desk) -> None:
    """By its number; its own JSON is the same issue too."""
    first = await desk.weekly.import_issue(PAGE.name, PAGE.read_bytes(), "command line")
    again = await desk.weekly.import_issue(PAGE.name, PAGE.read_bytes(), "command line")
    assert (again.issue.id, again.is_new) == (first.issue.id, False)
    frozen = await desk.weekly.issues.artefact(12, "issue.json")
    assert frozen is not None
    assert not (await desk.weekly.import_issue("issue.json", frozen.data, "command line")).is_new
    other = PAGE.read_bytes().replace("大模型".encode(), "小模型".encode())
    with pytest.raises(IssueHindered) as hindered:
        await desk.weekly.import_issue(PAGE.name, other, "command line")
    assert (hindered.value.hindrance, hindered.value.about) == (Hindrance.NUMBER_TAKEN, "12")
    for broken in (b"{}", b"{", b"nothing"):
        with pytest.raises(IssueHindered):
            await desk.weekly.import_issue("a.txt", broken, "command line")


async def test_an_issues_own_markdown_is_read_back(desk: Desk) -> None:
    """With its sections, entries, members and references: an archive moves from one group to another."""
    await desk.weekly.import_issue(PAGE.name, PAGE.read_bytes(), "command line")
    written = await desk.weekly.issues.artefact(12, "issue.md")
    assert written is not None
    moved = written.data.replace("第 12 期".encode(), "第 11 期".encode()).replace(b"12-", b"11-")
    await desk.weekly.import_issue("issue.md", moved, "command line")
    one, other = await desk.weekly.issues.compiled(12), await desk.weekly.issues.compiled(11)
    assert one is not None
    assert other is not None
    assert [entry.title for entry in other.entries()] == [entry.title for entry in one.entries()]
    assert [entry.contributions[0].author for entry in other.entries()] == [
        entry.contributions[0].author for entry in one.entries()
    ]
    assert [(ref.number, ref.url) for ref in other.references] == [(ref.number, ref.url) for ref in one.references]


async def test_an_import_shows_no_picture_that_is_somebodys_here(desk: Desk) -> None:
    """A picture's number is that of the deployment that it was exported from; the same file is still the same issue."""
    number = await desk.weekly.attachments.keep(StoredPicture("image/png", b"a draft's", 1, 1), desk.clock.now())
    entry = IssueEntry(Label(3, Section.STUDY, 1), "甲", (Contribution((Picture(number, "梯度"),), "甲"),))
    section = IssueSection(Section.STUDY, "学习心得", (entry,))
    exported = to_json(CompiledIssue(3, 1, "周刊", dt.date(2026, 1, 1), sections=(section,)))
    assert (await desk.weekly.import_issue("issue.json", exported, "command line")).is_new
    assert not [name for name in await desk.weekly.issues.artefact_names(3) if name.startswith("pictures/")]
    page = await desk.weekly.issues.artefact(3, "issue.txt")
    assert page is not None
    assert "梯度" in page.data.decode()
    assert not (await desk.weekly.import_issue("issue.json", exported, "command line")).is_new
