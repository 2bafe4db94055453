"""Which database a deployment has, and what needs nothing but that."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from knowledge.adapters.sql.engine import open_engine, version
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.library import open_library
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.governance.ports import AuditLog
from knowledge.ports import Library, OpenQuestions, Opinions
from knowledge.spine.inbox import Inbox
from knowledge.spine.outbox import Outbox


def database_of(settings: Settings) -> Path | str:
    """Where the database is: a PostgreSQL address, else a SQLite file in the data directory."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return settings.data_dir / "library.sqlite"


def library_of(settings: Settings) -> AbstractAsyncContextManager[Library]:
    """The library alone, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    return open_library(database_of(settings))


@asynccontextmanager
async def open_questions_of(settings: Settings) -> AsyncIterator[OpenQuestions]:
    """The list of open questions alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlOpenQuestions(engine)


@asynccontextmanager
async def opinions_of(settings: Settings) -> AsyncIterator[Opinions]:
    """What people think of answers alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlOpinions(engine)


async def database_version(settings: Settings) -> str:
    """Which database it is, and which schema it has.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        return await version(engine)


@asynccontextmanager
async def inbox_of(settings: Settings) -> AsyncIterator[Inbox]:
    """What is to be worked off, alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlInbox(engine)


@asynccontextmanager
async def outbox_of(settings: Settings) -> AsyncIterator[Outbox]:
    """What is to be sent, alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlOutbox(engine)


@asynccontextmanager
async def audit_log_of(settings: Settings) -> AsyncIterator[AuditLog]:
    """What was done, alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield SqlAuditLog(engine)
