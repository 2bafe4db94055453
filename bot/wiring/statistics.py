"""What counts how the bot is used, and what draws that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from knowledge.adapters.matplotlib_charts import MatplotlibCharts
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.statistics import SqlStatistics
from knowledge.ports import Clock
from knowledge.remembering.gaps import ListGaps
from knowledge.statistics.ports import Charts
from knowledge.statistics.show_statistics import ShowStatistics


def statistics_of(engine: AsyncEngine, clock: Clock, settings: Settings) -> ShowStatistics:
    """The statistics of one database, in days of the settings' zone."""
    gaps = ListGaps(SqlOpenQuestions(engine), SqlOpinions(engine))
    return ShowStatistics(SqlStatistics(engine), gaps, clock, ZoneInfo(settings.zone))


def make_charts() -> Charts:
    """What draws."""
    return MatplotlibCharts()


@asynccontextmanager
async def statistics_alone(settings: Settings) -> AsyncIterator[ShowStatistics]:
    """The statistics, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield statistics_of(engine, SystemClock(), settings)
