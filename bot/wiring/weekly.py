"""The weekly of a deployment: which adapter stands behind which of its ports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.governance import prices_of
from bot.places import Deployed, KnownPlaces
from bot.publishing.weekly import Context, WeeklyAnnouncements
from bot.settings import Settings
from bot.tongues import Tongues
from bot.weekly import OwnName, WeeklyPorts, WeeklyUseCases, site_of, weekly_use_cases
from bot.wiring import models
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from bot.wiring.forewords import MeteredForewords
from knowledge.adapters.pillow_pictures import PillowPictures
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.adapters.sql.governance.set_up import SqlSetUp
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.link_descriptions import SqlLinkDescriptions
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.answered_questions import SqlAnsweredQuestions
from knowledge.adapters.sql.weekly.archive import SqlArchive
from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.adapters.sql.weekly.waiting import SqlWaiting
from knowledge.ports import Clock

if TYPE_CHECKING:
    from knowledge.adapters.openai_chat import OpenAIWriter


def weekly_of(
    engine: AsyncEngine,
    settings: Settings,
    clock: Clock,
    writer: "OpenAIWriter | None" = None,
    places: KnownPlaces | None = None,
) -> WeeklyUseCases:
    """The weekly over one database; with a model that is set, it proposes forewords.

    Without `places` they are those of the settings.
    """
    from knowledge.adapters.typst_printer import TypstPrinter  # noqa: PLC0415  it takes a moment to load

    own_name = OwnName()
    places, tongues = places or Deployed(settings), Tongues(SqlPolicies(engine))
    context = Context(places, settings.language, ZoneInfo(settings.zone), site_of(own_name, settings), tongues)
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
        places=places,
        writer=_metered(writer, engine, clock, settings),
        own_name=own_name,
        tongues=tongues,
    )
    return weekly_use_cases(ports, settings)


def _metered(
    writer: "OpenAIWriter | None", engine: AsyncEngine, clock: Clock, settings: Settings
) -> MeteredForewords | None:
    if writer is None:
        return None
    return MeteredForewords(writer, SqlConsumption(engine), prices_of(settings), clock, ZoneInfo(settings.zone))


@asynccontextmanager
async def weekly_alone(settings: Settings) -> AsyncIterator[WeeklyUseCases]:
    """The weekly, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    writer = models.make_writer(settings)
    try:
        async with open_engine(database_of(settings)) as engine:
            places = Deployed(settings, SqlSetUp(engine))
            await places.refresh()
            weekly = weekly_of(engine, settings, SystemClock(), writer, places)
            await weekly.tongues.refresh()
            yield weekly
    finally:
        if writer is not None:
            await writer.close()
