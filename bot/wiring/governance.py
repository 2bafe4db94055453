"""How the bot is governed in a deployment: which adapter stands behind which of its ports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.governance import Governance, GovernancePorts, governance_of
from bot.settings import Settings
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.admissions import SqlAdmissions
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.adapters.sql.governance.confirmations import SqlConfirmations
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.adapters.sql.governance.set_up import SqlSetUp
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.governance.granted import Granted
from knowledge.governance.setting_up import OfferCode
from knowledge.spine.pacing import InProcessPaces


@asynccontextmanager
async def governance_alone(settings: Settings) -> AsyncIterator[GovernancePorts]:
    """What is kept of how the bot is governed, alone.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        yield governance_ports_of(engine)


async def offered_code(settings: Settings) -> str | None:
    """The code that makes the first admin; None where there is one.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with governance_alone(settings) as kept:
        granted = Granted(kept.roles, frozenset(settings.admins))
        return await OfferCode(kept.confirmations, granted, SystemClock())()


def governance_ports_of(engine: AsyncEngine) -> GovernancePorts:
    """All of it in one database."""
    return GovernancePorts(
        admissions=SqlAdmissions(engine),
        roles=SqlRoles(engine),
        consumption=SqlConsumption(engine),
        audit_log=SqlAuditLog(engine),
        confirmations=SqlConfirmations(engine),
        set_up=SqlSetUp(engine),
    )


@asynccontextmanager
async def governing_alone(settings: Settings) -> AsyncIterator[Governance]:
    """The use cases of governing, for what takes no turns.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine:
        ports = governance_ports_of(engine)
        yield governance_of(ports, SqlMembers(engine), InProcessPaces(), SystemClock(), settings)
