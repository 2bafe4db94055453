"""The inbox and the outbox alone, for what needs nothing but these."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from bot.wiring.database import database_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.spine.inbox import Inbox
from knowledge.spine.outbox import Outbox


@asynccontextmanager
async def outbox_of(settings: Settings) -> AsyncIterator[Outbox]:
    """What is to be sent.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlOutbox(engine)


@asynccontextmanager
async def inbox_of(settings: Settings) -> AsyncIterator[Inbox]:
    """What is to be worked off.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlInbox(engine)
