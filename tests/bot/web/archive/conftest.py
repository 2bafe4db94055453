"""An archive on the web over a real database."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.metrics import Metrics
from bot.web.archive import ArchiveParts, EditorKeys, archive_routes
from bot.web.health import CheckHealth
from bot.web.probes import Probes
from bot.web.readiness import Drain
from bot.web.server import web_server
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.archive import SqlArchive
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.indexing import FollowLibrary
from knowledge.weekly.compiled import CompiledIssue, Site
from knowledge.weekly.issues import Issue, IssueChange, IssueState, PublishedEntry, Step
from knowledge.weekly.rendering.artefacts import artefacts
from knowledge.weekly.writing import plain
from tests.fakes import NOON, FixedClock, MemoryIndex, MemoryLibrary
from tests.knowledge.weekly.rendering.printed_issue import PICTURES, printed_issue

PUBLIC: Final = "https://weekly.example.org"
SECRET: Final = "1:a-token"  # noqa: S105  a test's
PDF: Final = b"%PDF-1.7 of a test"


@dataclass
class Shelf:
    """A served archive: what stands behind it, and a client whose addresses begin at its own."""

    engine: AsyncEngine
    clock: FixedClock = field(default_factory=FixedClock)
    client: aiohttp.ClientSession = field(init=False)

    @property
    def issues(self) -> SqlIssues:
        """Its issues."""
        return SqlIssues(self.engine)

    @property
    def keys(self) -> EditorKeys:
        """Those of its editors."""
        return EditorKeys.of(SECRET, SqlLeases(self.engine), self.clock, PUBLIC)

    def parts(self) -> ArchiveParts:
        """What the routes stand on."""
        return ArchiveParts(self.issues, SqlArchive(self.engine), self.keys, self.clock, Site(PUBLIC), "自学周刊")

    async def publish(self, compiled: CompiledIssue | None = None) -> Issue:
        """Keep an issue as one that is published, or corrected where it is a later revision."""
        compiled = compiled or printed_issue()
        before = await self.issues.numbered(compiled.number)
        state = IssueState.PUBLISHED if compiled.revision == 1 else IssueState.CORRECTED
        issue = before or Issue(0, state, NOON, NOON, number=compiled.number, published_at=NOON)
        return await self.change(before, replace(issue, state=state), compiled)

    async def change(self, before: Issue | None, after: Issue, compiled: CompiledIssue) -> Issue:
        """Take the step; a withdrawn issue is found no more."""
        files = artefacts(compiled, PICTURES, PDF, Site(PUBLIC))
        after = replace(after, revision=compiled.revision, digest=hashlib.sha256(files[0].data).hexdigest())
        identity = before.id if before is not None else -1
        entries = tuple(
            PublishedEntry(entry.label, entry.title, (), "\n".join(plain(one.body) for one in entry.contributions))
            for entry in compiled.entries()
        )
        step = Step(
            issues=(IssueChange(before, after),),
            artefacts=tuple((identity, compiled.revision, file) for file in files),
            entries=() if after.state is IssueState.WITHDRAWN else entries,
        )
        taken = await self.issues.take(step, self.clock.now())
        assert taken is not None
        return taken.issues[0].after


@pytest.fixture
async def shelf(sqlite_database: Path) -> AsyncIterator[Shelf]:
    """A served archive with nothing in it."""
    async with open_engine(sqlite_database, busy_seconds=0.05) as engine:
        shelf = Shelf(engine)
        follow = FollowLibrary(MemoryLibrary(), MemoryIndex(), "none")
        health = CheckHealth(SqlInbox(engine), SqlOutbox(engine), follow, shelf.clock)
        probes = Probes(health, Metrics(), Drain())
        async with (
            web_server("127.0.0.1", 0, probes, None, archive_routes(shelf.parts())) as address,
            aiohttp.ClientSession(address, cookie_jar=aiohttp.CookieJar(unsafe=True)) as shelf.client,
        ):
            yield shelf
