"""A web server of the bot's over a real inbox, for the tests of its parts."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.metrics import Metrics
from bot.web.group_commit import GroupCommit
from bot.web.health import CheckHealth
from bot.web.probes import Probes
from bot.web.readiness import Drain
from bot.web.server import web_server
from bot.web.webhook import SECRET, Webhook
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.indexing import FollowLibrary
from knowledge.spine.inbox import Inbox
from tests.fakes import FixedClock, MemoryIndex, MemoryLibrary

KNOWN: Final = "the-shared_Secret"


@dataclass
class Site:
    """A bot's web server: what stands behind it, and how often the worker was woken."""

    file: Path
    engine: AsyncEngine
    clock: FixedClock = field(default_factory=FixedClock)
    metrics: Metrics = field(default_factory=Metrics)
    drain: Drain = field(default_factory=Drain)
    library: MemoryLibrary = field(default_factory=MemoryLibrary)
    index: MemoryIndex = field(default_factory=MemoryIndex)
    woken: int = 0
    address: str = ""

    @property
    def inbox(self) -> SqlInbox:
        """Where it keeps updates."""
        return SqlInbox(self.engine)

    @property
    def probes(self) -> Probes:
        """What operators ask of it."""
        check_health = CheckHealth(
            self.inbox, SqlOutbox(self.engine), FollowLibrary(self.library, self.index, "none"), self.clock
        )
        return Probes(check_health, self.metrics, self.drain)

    @asynccontextmanager
    async def served(self, inbox: Inbox | None = None, most_waiting: int = 100) -> AsyncIterator[aiohttp.ClientSession]:
        """Serve; a client whose addresses begin at the server's and who knows the secret."""
        keep = GroupCommit(inbox or self.inbox, self.clock, self.metrics)
        webhook = Webhook(KNOWN, keep, self._wake, self.probes, most_waiting)
        async with (
            web_server("127.0.0.1", 0, self.probes, webhook) as self.address,
            aiohttp.ClientSession(self.address, headers={SECRET: KNOWN}) as client,
        ):
            yield client

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another process is writing, and does not end."""
        with closing(sqlite3.connect(self.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
async def site(sqlite_database: Path) -> AsyncIterator[Site]:
    """A site over an empty SQLite file that waits but a moment for other writers."""
    async with open_engine(sqlite_database, busy_seconds=0.05) as engine:
        yield Site(sqlite_database, engine)
