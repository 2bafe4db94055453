"""Which message an earlier effect became."""

from pathlib import Path

from bot.publishing.earlier import EarlierMessages
from bot.publishing.files import WeeklyFiles
from bot.publishing.outgoing import ArtefactFile, AttachmentFile
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Artefact, StoredPicture
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Publication, Step
from tests.fakes import NOON

KEY = "issue:4:1:group:-1002"
POSTED = Publication(-1, 1, "group:-1002", EffectState.SENT, NOON, KEY, -1002, 77)
ISSUE = Issue(0, IssueState.PUBLISHED, NOON, NOON, number=4, revision=1)


async def test_the_outbox_knows_it_and_after_it_the_issue(sqlite_database: Path) -> None:
    """An issue is corrected long after the outbox has forgotten its post."""
    async with open_engine(sqlite_database) as engine:
        outbox, issues = SqlOutbox(engine), SqlIssues(engine)
        earlier = EarlierMessages(outbox, issues)
        assert await earlier(KEY, -1002) is None
        await outbox.put([Effect("card:1", 5, {})], NOON)
        (sending,) = await outbox.claim("x", 1, NOON)
        assert await earlier("card:1", 5) is None
        await outbox.sent(sending.id, 12, NOON)
        assert (await earlier("card:1", 5), await earlier("card:1", 6)) == (12, None)
        step = Step(issues=(IssueChange(None, ISSUE),), publications=(POSTED,))
        assert await issues.take(step, NOON) is not None
        assert (await earlier(KEY, -1002), await earlier(KEY, -1), await earlier(f"{KEY}0", -1002)) == (77, None, None)


async def test_the_bytes_of_files_lie_with_issues_and_notes(sqlite_database: Path) -> None:
    """What is gone is None."""
    async with open_engine(sqlite_database) as engine:
        issues, attachments = SqlIssues(engine), SqlAttachments(engine)
        files = WeeklyFiles(issues, attachments)
        pdf = Artefact("issue.pdf", "application/pdf", b"%PDF")
        step = Step(issues=(IssueChange(None, ISSUE),), artefacts=((-1, 1, pdf),))
        assert await issues.take(step, NOON) is not None
        number = await attachments.keep(StoredPicture("image/png", b"png", 1, 1), NOON)
        assert await files(ArtefactFile(4, 1, "issue.pdf")) == b"%PDF"
        assert await files(AttachmentFile(number)) == b"png"
        assert await files(ArtefactFile(4, 2, "issue.pdf")) is await files(AttachmentFile(number + 1)) is None
