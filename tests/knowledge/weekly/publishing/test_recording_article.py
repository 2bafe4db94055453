"""Where the WeChat article of an issue stands."""

from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.weekly.publishing.recording_article import ArticleRefused, RecordArticle
from tests.fakes import NOON, FixedClock

ADDRESS = "https://mp.weixin.qq.com/s/abcdefghijklmnop"


async def test_the_address_is_kept_once_and_it_is_known_by_whom(sqlite_database: Path) -> None:
    """Of two editors who saw the same issue, the second is told that it has changed."""
    async with open_engine(sqlite_database) as engine:
        issues = SqlIssues(engine)
        issue, record = await issues.open(NOON), RecordArticle(issues, FixedClock())
        recorded = await record(issue, f" {ADDRESS}\n", "7")
        assert recorded == await issues.issue(issue.id)
        assert recorded is not None
        assert recorded.article_url == ADDRESS
        assert await record(issue, f"{ADDRESS}2", "8") is None
        audit = (await issues.audits(f"issue:{issue.id}"))[-1]
        assert (audit.actor, audit.event, audit.detail["address"]) == ("7", "article", ADDRESS)


@pytest.mark.parametrize(
    "address", ["", "https://e.org/s", "http://mp.weixin.qq.com/s/a", "javascript:a", f"{ADDRESS}{'a' * 1000}"]
)
async def test_what_is_no_article_is_refused(address: str, sqlite_database: Path) -> None:
    """And nothing is changed."""
    async with open_engine(sqlite_database) as engine:
        issue = await SqlIssues(engine).open(NOON)
        with pytest.raises(ArticleRefused):
            await RecordArticle(SqlIssues(engine), FixedClock())(issue, address, "7")
        assert await SqlIssues(engine).issue(issue.id) == issue
