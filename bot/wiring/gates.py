"""What fits listen gates, put together for the command line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from bot.listening import fit_gate_of
from bot.settings import Settings
from bot.wiring import models
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.listening.fit_gate import FitGate
from knowledge.ports import Overhearings, Policies


class Calibrating(NamedTuple):
    """What fits listen gates, where they are kept, and what was labelled in chats."""

    fit: FitGate
    policies: Policies
    overhearings: Overhearings


@asynccontextmanager
async def calibrating(settings: Settings) -> AsyncIterator[Calibrating]:
    """What listen gates are fitted with.

    Raises:
        LibraryUnavailable, EmbedderRefused: as in `zixue`.
    """
    async with open_engine(database_of(settings)) as engine:
        embedder = await asyncio.to_thread(models.make_embedder, settings)
        fit = fit_gate_of(SqlLibrary(engine), embedder, SystemClock())
        yield Calibrating(fit, SqlPolicies(engine), SqlOverhearings(engine))
