"""How a deployment is governed: the ports, and the use cases that are put together over them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.settings import Settings
from knowledge.governance.admitting import AdmitChat
from knowledge.governance.banning import BanMember
from knowledge.governance.granted import Granted
from knowledge.governance.granting import GrantRole
from knowledge.governance.metering import Metering
from knowledge.governance.ports import Admissions, AuditLog, Confirmations, Consumption, Roles, SetUp
from knowledge.governance.prices import MILLION, Prices
from knowledge.governance.quotas import Quota, Scope
from knowledge.ports import Clock
from knowledge.spine.pacing import Paces
from knowledge.weekly.ports import Members


@dataclass(frozen=True, slots=True)
class GovernancePorts:
    """What is kept of how the bot is governed."""

    admissions: Admissions
    roles: Roles
    consumption: Consumption
    audit_log: AuditLog
    confirmations: Confirmations
    set_up: SetUp


@dataclass(frozen=True, slots=True)
class Governance:
    """The use cases of governing, ready to be called."""

    granted: Granted
    admit_chat: AdmitChat
    ban_member: BanMember
    grant_role: GrantRole
    metering: Metering


def governance_of(
    ports: GovernancePorts, members: Members, paces: Paces, clock: Clock, settings: Settings
) -> Governance:
    """How a deployment is governed, over its ports."""
    granted = Granted(ports.roles, frozenset(settings.admins))
    prices = prices_of(settings)
    return Governance(
        granted=granted,
        admit_chat=AdmitChat(ports.admissions, clock),
        ban_member=BanMember(members, clock, granted.is_admin),
        grant_role=GrantRole(granted, clock),
        metering=Metering(paces, ports.consumption, clock, quotas_of(settings), prices, ZoneInfo(settings.zone)),
    )


def prices_of(settings: Settings) -> Prices:
    """What the model's tokens cost."""
    return Prices(settings.model_price_in, settings.model_price_out)


def quotas_of(settings: Settings) -> dict[Scope, Quota]:
    """What the settings allow; there, 0 stands for no limit."""
    cost = round(settings.chat_cost * MILLION)
    return {
        Scope.USER: Quota(settings.user_questions or None, settings.user_tokens or None),
        Scope.CHAT: Quota(settings.chat_questions or None, settings.chat_tokens or None, cost or None),
    }
