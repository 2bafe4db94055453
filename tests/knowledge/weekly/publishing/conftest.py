"""An editors' desk: the weekly over a real database, with what prints and announces made plain."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.places import Deployed
from bot.settings import Settings
from bot.weekly import WeeklyPorts, WeeklyUseCases, weekly_use_cases
from knowledge.adapters.pillow_pictures import PillowPictures
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.link_descriptions import SqlLinkDescriptions
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.answered_questions import SqlAnsweredQuestions
from knowledge.adapters.sql.weekly.archive import SqlArchive
from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.adapters.sql.weekly.waiting import SqlWaiting
from knowledge.records import Effect, Origin
from knowledge.weekly.compiled import CompiledIssue, Section, Site, StoredPicture
from knowledge.weekly.issues import Issue, IssueState, NoteChange, Publication, Step
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Note, NoteState, Revision, Written
from tests.fakes import NOON, FixedClock

if TYPE_CHECKING:
    from knowledge.weekly.ports import Announcements

CHANNEL, GROUP, EDITORS = -1001, -1002, -1003


class PlainPrinter:
    """A `Printer` whose pages are a line."""

    async def pdf(self, issue: CompiledIssue, pictures: Mapping[int, StoredPicture], site: Site) -> bytes:
        """The title."""
        return f"%PDF {issue.title} r{issue.revision} {len(pictures)} {site.archive}".encode()


class PlainAnnouncements:
    """`Announcements` that say what they are about and nothing else."""

    def closed(self, issue: Issue, notes: Sequence[Written], members: Sequence[Member]) -> Sequence[Effect]:
        """To the editors."""
        del members
        return [Effect(f"closed:{issue.id}", EDITORS, {"html": f"v{issue.version}: {len(notes)}"})]

    def published(self, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> Sequence[Effect]:
        """To a chat."""
        key = f"issue:{issue.number}:{issue.revision}:{target}"
        return [Effect(key, chat_id, {"html": issue.title, "edits": corrects})]

    def withdrawn(self, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> Sequence[Effect]:
        """To a chat."""
        key = f"withdrawn:{issue.number}:{issue.revision}:{target}"
        return [Effect(key, chat_id, {"html": "撤回", "edits": shown})]

    def finished(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors."""
        told = " ".join(one.target for one in publications)
        return [Effect(f"finished:{issue.number}:{issue.revision}", EDITORS, {"html": told})]

    def doubtful(self, issue: Issue, publications: Sequence[Publication]) -> Sequence[Effect]:
        """To the editors."""
        told = " ".join(one.target for one in publications)
        return [Effect(f"doubtful:{issue.id}:{issue.version}", EDITORS, {"html": told})]


class More(TypedDict, total=False):
    """What else a note may be."""

    state: NoteState
    section: Section
    title: str
    url: str
    anonymous: bool


@dataclass
class Desk:
    """What editors work with, and short ways to where a test begins."""

    engine: AsyncEngine
    clock: FixedClock
    weekly: WeeklyUseCases
    outbox: SqlOutbox
    library: SqlLibrary

    async def now(self, issue: Issue) -> Issue:
        """An issue as it is now."""
        read = await self.weekly.issues.issue(issue.id)
        assert read is not None
        return read

    async def open(self) -> Issue:
        """The open issue."""
        return await self.weekly.issues.open(self.clock.now())

    async def note(self, issue: Issue, text: str = "读书", author: int = 1, **more: Unpack[More]) -> Note:
        """A note by somebody in an issue: placed among 学习心得, unless something else is said."""
        await self.weekly.members.keep(Member(author, f"成员{author}"))
        at = self.clock.now()
        fresh = Note(
            id=0,
            author_id=author,
            origin=Origin(author, 1, author, private=True),
            section=more.get("section", Section.STUDY),
            state=more.get("state", NoteState.PLACED),
            opened_at=at,
            changed_at=at,
            revision=1,
            anonymous=more.get("anonymous", False),
            issue_id=issue.id,
        )
        revision = Revision(-1, 1, more.get("title", ""), text, at, more.get("url"))
        taken = await self.weekly.issues.take(Step(notes=(NoteChange(None, fresh),), revisions=(revision,)), at)
        assert taken is not None
        return taken.notes[0].after

    async def in_review(self, notes: int = 3) -> Issue:
        """An issue in review, with placed notes."""
        issue = await self.open()
        for n in range(notes):
            await self.note(issue, f"第{n}条，见[链接{n}](https://e.org/{n})", n + 1)
        closed = await self.weekly.close_issue(issue, "7")
        assert closed is not None
        assert closed.state is IssueState.REVIEW
        return closed

    async def published(self, notes: int = 3) -> Issue:
        """An issue that reached every chat."""
        frozen = await self.weekly.freeze_issue(await self.in_review(notes), "7")
        assert frozen is not None
        issue = await self.weekly.publish_issue(frozen, "7")
        assert issue is not None
        await self.send()
        await self.weekly.settle_publications()
        await self.send()  # that it is finished
        return await self.now(issue)

    async def send(self, *, uncertain: Sequence[int] = (), failed: Sequence[int] = ()) -> list[str]:
        """Send everything that is due, but for these chats; the keys of what went out."""
        sent = []
        while claimed := await self.outbox.claim("one", 10, self.clock.now()):
            for one in claimed:
                if one.effect.chat_id in uncertain:
                    await self.outbox.uncertain(one.id, "time-out", self.clock.now())
                elif one.effect.chat_id in failed:
                    await self.outbox.failed(one.id, "refused", self.clock.now())
                else:
                    await self.outbox.sent(one.id, one.id + 1000, self.clock.now())
                    sent.append(one.effect.key)
        return sent

    async def states(self, issue: Issue) -> dict[str, str]:
        """How far the newest revision is at each target."""
        now = await self.now(issue)
        told = await self.weekly.issues.publications(issue.id)
        return {one.target: one.state.value for one in told if one.revision == now.revision}


def desk_over(engine: AsyncEngine, clock: FixedClock, settings: Settings) -> Desk:
    """A desk of its own process."""
    outbox, library = SqlOutbox(engine), SqlLibrary(engine)
    ports = WeeklyPorts(
        notes=SqlNotes(engine),
        issues=SqlIssues(engine),
        archive=SqlArchive(engine),
        members=SqlMembers(engine),
        attachments=SqlAttachments(engine),
        waiting=SqlWaiting(engine),
        answered_questions=SqlAnsweredQuestions(engine),
        announcements=cast("Announcements", PlainAnnouncements()),  # of notes nothing is announced here
        pictures=PillowPictures(),
        printer=PlainPrinter(),
        outbox=outbox,
        library=library,
        descriptions=SqlLinkDescriptions(engine),
        open_questions=SqlOpenQuestions(engine),
        clock=clock,
        places=Deployed(settings),
    )
    return Desk(engine, clock, weekly_use_cases(ports, settings), outbox, library)


@pytest.fixture
def settings() -> Settings:
    """A channel and a group, and an archive."""
    return Settings(channel=CHANNEL, groups=f"[{GROUP}]", archive_url="https://weekly.example.org", _env_file=None)


@pytest.fixture
async def desk(sqlite_database: Path, settings: Settings) -> AsyncIterator[Desk]:
    """The desk, with one open issue."""
    async with open_engine(sqlite_database) as engine:
        yield desk_over(engine, FixedClock(NOON), settings)


def later(clock: FixedClock, **time: float) -> None:
    """Let time pass."""
    clock.time += dt.timedelta(**time)
