"""Members' rights of a deployment: which adapter stands behind which of their ports."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.publishing.rights import forgotten
from bot.rendering.rights import Terms
from bot.rights import Rights
from bot.settings import Settings
from bot.weekly import WeeklyUseCases
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.adapters.sql.rights.erasures import SqlErasures
from knowledge.adapters.sql.rights.personal_data import SqlPersonalData
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.indexing import FollowLibrary
from knowledge.ports import Clock
from knowledge.rights import Beside, ExportMine, ForgetPeople, WishToBeForgotten

_OPENAI: Final = "api.openai.com"


def rights_of(
    engine: AsyncEngine,
    settings: Settings,
    clock: Clock,
    weekly: WeeklyUseCases,
    follow: FollowLibrary | None = None,
) -> Rights:
    """Members' rights over one database; without `follow` there is no index here, and those of others follow."""
    data, erasures, outbox = SqlPersonalData(engine), SqlErasures(engine), SqlOutbox(engine)
    beside = Beside(
        weekly.settle_publications,
        _nothing if follow is None else follow.rebuild,
        partial(_remove_files, settings.data_dir / "files"),
    )
    return Rights(
        export_mine=ExportMine(data, clock),
        wish_to_be_forgotten=WishToBeForgotten(erasures, SqlRoles(engine), clock, settings.admins),
        forget_people=ForgetPeople(erasures, data, weekly.taking_part.erase_mine, outbox, forgotten, beside, clock),
        data=data,
        leases=SqlLeases(engine),
        clock=clock,
    )


@asynccontextmanager
async def rights_alone(settings: Settings) -> AsyncIterator[Rights]:
    """Members' rights, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    clock = SystemClock()
    async with open_engine(database_of(settings)) as engine:
        yield rights_of(engine, settings, clock, weekly_of(engine, settings, clock))


def terms_of(settings: Settings) -> Terms:
    """What of this deployment people are told."""
    host = (urlsplit(settings.model_base_url).hostname if settings.model_base_url else None) or _OPENAI
    return Terms(settings.exchange_days, None if settings.model_name is None else host)


async def _nothing() -> None:
    """There is no index here."""


async def _remove_files(folder: Path, user_id: int) -> None:
    """What was sent to whoever sits at the terminal; in other chats Telegram keeps the files."""
    from bot.terminal import TERMINAL_CHAT  # noqa: PLC0415  it takes a moment to load

    if user_id == TERMINAL_CHAT:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
