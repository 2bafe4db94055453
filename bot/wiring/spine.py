"""The spine of a deployment: what keeps updates, effects and what processes agree on."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.spine.paces import SqlPaces
from knowledge.adapters.sql.spine.replies import SqlReplies
from knowledge.adapters.sql.spine.stops import SqlStops
from knowledge.ports import Clock
from knowledge.spine.chats import Chats
from knowledge.spine.inbox import Inbox
from knowledge.spine.leases import Leases
from knowledge.spine.ledger import Ledger
from knowledge.spine.outbox import Outbox
from knowledge.spine.pacing import InProcessPaces, Paces
from knowledge.spine.replies import Replies
from knowledge.spine.stops import Stops


@dataclass(frozen=True, slots=True)
class Spine:
    """What makes that nothing acknowledged is lost, ready to be called."""

    inbox: Inbox
    outbox: Outbox
    replies: Replies
    leases: Leases
    paces: Paces
    chats: Chats
    ledger: Ledger
    stops: Stops


@asynccontextmanager
async def spine_of(engine: AsyncEngine, settings: Settings, clock: Clock) -> AsyncIterator[Spine]:
    """The spine over one database, and over the Valkey that is set."""
    async with _paces(engine, settings, clock) as paces:
        yield Spine(
            inbox=SqlInbox(engine),
            outbox=SqlOutbox(engine),
            replies=SqlReplies(engine),
            leases=SqlLeases(engine),
            paces=paces,
            chats=SqlChats(engine),
            ledger=SqlLedger(engine),
            stops=SqlStops(engine),
        )


@asynccontextmanager
async def _paces(engine: AsyncEngine, settings: Settings, clock: Clock) -> AsyncIterator[Paces]:
    """The turns of messages: in Valkey, else in a database that several processes share, else in this process."""
    shared = InProcessPaces(since=time.monotonic()) if settings.database_url is None else SqlPaces(engine, clock)
    if settings.valkey_url is None:
        yield shared
        return
    from knowledge.adapters.valkey_paces import ValkeyPaces  # noqa: PLC0415  of no use where there is no Valkey

    paces = ValkeyPaces(settings.valkey_url.get_secret_value(), shared)
    try:
        yield paces
    finally:
        await paces.close()
