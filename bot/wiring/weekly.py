"""The weekly of a deployment: which adapter stands behind which of its ports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.publishing.weekly import Context, WeeklyAnnouncements
from bot.settings import Settings
from bot.weekly import OwnName, WeeklyPorts, WeeklyUseCases, site_of, weekly_use_cases
from bot.wiring import models
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
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
from knowledge.ports import Clock
from knowledge.weekly.ports import ForewordWriter


def weekly_of(
    engine: AsyncEngine, settings: Settings, clock: Clock, writer: ForewordWriter | None = None
) -> WeeklyUseCases:
    """The weekly over one database; with a model that is set, it proposes forewords."""
    from knowledge.adapters.typst_printer import TypstPrinter  # noqa: PLC0415  it takes a moment to load

    own_name = OwnName()
    context = Context(settings.editors_chat, settings.language, ZoneInfo(settings.zone), site_of(own_name, settings))
    ports = WeeklyPorts(
        notes=SqlNotes(engine),
        issues=SqlIssues(engine),
        archive=SqlArchive(engine),
        members=SqlMembers(engine),
        attachments=SqlAttachments(engine),
        waiting=SqlWaiting(engine),
        answered_questions=SqlAnsweredQuestions(engine),
        announcements=WeeklyAnnouncements(context),
        pictures=PillowPictures(),
        printer=TypstPrinter(),
        outbox=SqlOutbox(engine),
        library=SqlLibrary(engine),
        descriptions=SqlLinkDescriptions(engine),
        open_questions=SqlOpenQuestions(engine),
        clock=clock,
        writer=writer,
        own_name=own_name,
    )
    return weekly_use_cases(ports, settings)


@asynccontextmanager
async def weekly_alone(settings: Settings) -> AsyncIterator[WeeklyUseCases]:
    """The weekly, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    writer = models.make_writer(settings)
    try:
        async with open_engine(database_of(settings)) as engine:
            yield weekly_of(engine, settings, SystemClock(), writer)
    finally:
        if writer is not None:
            await writer.close()
