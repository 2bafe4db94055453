"""Entries of published issues are found by their words."""

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.archive import SqlArchive
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.language.folding import fold
from knowledge.weekly.compiled import Label, Section
from knowledge.weekly.issues import IssueChange, IssueState, PublishedEntry, Step
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import becoming, fresh

LONG = "比 LSTM 少一个门。\n" * 20 + "代价是 100% 的遗忘_率"


def entry(slug: tuple[int, int], title: str, text: str, *authors: str, identity: str | None = None) -> PublishedEntry:
    """An entry among the papers of an issue."""
    return PublishedEntry(Label(slug[0], Section.PAPERS, slug[1]), title, authors, text, identity)


@pytest.fixture
async def archive(engine: AsyncEngine) -> SqlArchive:
    """Three issues, one of them in the works and one withdrawn."""
    issues = SqlIssues(engine)
    held = {
        1: (
            entry(
                (1, 1),
                "門控循環單元",
                "比 LSTM 少一个门。\n" * 20 + "代价是 100% 的遗忘_率",
                "小明",
                identity="arxiv:1",
            ),
            entry((1, 2), "注意力", "门 门 门", "Bo", "小红"),
        ),
        2: (entry((2, 1), "长短期记忆", "门控", identity="arxiv:1"), entry((2, 2), "梯度", "100 个门，遗忘 率")),
    }
    for number, entries in held.items():
        new = replace(fresh(IssueState.PUBLISHED), number=number, revision=1)
        assert await issues.take(Step(issues=(IssueChange(None, new),), entries=entries), NOON)
    for number, state in ((3, IssueState.FROZEN), (4, IssueState.WITHDRAWN), (5, IssueState.PARTIAL)):
        assert await issues.take(Step(issues=(IssueChange(None, replace(fresh(state), number=number)),)), NOON)
    return SqlArchive(engine)


FOUND = {
    "门": ["1-p1", "1-p2", "2-p1", "2-p2"],
    "門 控": ["1-p1", "2-p1"],
    "ＬＳＴＭ 门": ["1-p1"],
    "小红 门": ["1-p2"],
    "100%": ["1-p1"],
    "遗忘_率": ["1-p1"],
    "遗忘 率": ["2-p2", "1-p1"],
    "卷积": [],
    "门 卷积": [],
    "": [],
    "\\ ' \" / % _": [],
}
"""What is searched for, and what is found."""


async def test_entries_with_all_words_are_found(archive: SqlArchive) -> None:
    """Those with most in the title come first, then those that have most, then the newest; no character is magic."""
    for query, slugs in FOUND.items():
        words = [fold(word) for word in query.split()]
        for limit in (9, 1):
            found = [label.slug for label, *_ in await archive.search(words, limit)]
            assert (query, found) == (query, slugs[:limit])


async def test_a_change_is_found_at_once(archive: SqlArchive, engine: AsyncEngine) -> None:
    """Also one that another process makes after something was searched for."""
    issues = SqlIssues(engine)
    assert len(await archive.search(["门"], 9)) == 4
    for entries, found in (((entry((2, 1), "门", "门"),), 3), ((), 2)):
        issue = await issues.numbered(2) or fresh()
        assert await issues.take(Step(issues=(becoming(issue),), entries=entries), NOON)
        assert len(await archive.search(["门"], 9)) == found


async def test_what_is_found_shows_where_the_word_stands(archive: SqlArchive) -> None:
    """A stretch of the text as it was written, with the title and the authors."""
    [(_, title, text, authors)] = await archive.search(["遗忘_率"], 9)
    assert (title, list(authors)) == ("門控循環單元", ["小明"])
    assert text.startswith("…")
    assert text.endswith("100% 的遗忘_率")
    [(_, _, text, authors)] = await archive.search(["小红"], 9)
    assert (text, list(authors)) == ("门 门 门", ["Bo", "小红"])


async def test_entries_about_the_same_are_found_the_newest_first(archive: SqlArchive) -> None:
    """With their authors; what no entry is about is left out."""
    found = await archive.about({"arxiv:1", "arxiv:2"})
    assert found.keys() == {"arxiv:1"}
    entries = [(str(label), list(authors)) for label, authors in found["arxiv:1"]]
    assert entries == [("#2-论1", []), ("#1-论1", ["小明"])]


async def test_only_what_can_be_read_is_published(archive: SqlArchive) -> None:
    """The newest first; neither what is frozen still nor what was withdrawn."""
    assert [issue.number for issue in await archive.published()] == [5, 2, 1]
