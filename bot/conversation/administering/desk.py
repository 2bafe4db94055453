"""What admins work with: the use cases and ports behind the menu."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.conversation.connecting.telegram_time import ahead_of_telegram
from bot.governance import GovernancePorts
from bot.places import KnownPlaces
from bot.rendering import Audience
from bot.rendering.vitals import Facts
from knowledge.governance.admitting import AdmitChat
from knowledge.governance.broadcasting import LookAtBroadcast, SendBroadcast, WithdrawBroadcast
from knowledge.governance.manners import ChangeManners
from knowledge.governance.metering import Metering
from knowledge.governance.reindexing import OrderReindexing
from knowledge.governance.taking_in import ForgetSource, TakeIn, UndoTakingIn, Uploads
from knowledge.ports import Clock, Library, Policies
from knowledge.spine.inbox import Claim
from knowledge.weekly.ports import Members


@dataclass(frozen=True, slots=True)
class Administration:
    """What stands behind the commands of admins.

    `embedder` names the vectors that count; `patience` is for how many seconds an admin waits for those of what was
    just read, 0 where nothing embeds. `admins` are those of the settings.
    """

    library: Library
    members: Members
    policies: Policies
    places: KnownPlaces
    admit_chat: AdmitChat
    change_manners: ChangeManners
    take_in: TakeIn
    uploads: Uploads
    undo: UndoTakingIn
    forget_source: ForgetSource
    order_reindexing: OrderReindexing
    send_broadcast: SendBroadcast
    look_at_broadcast: LookAtBroadcast
    withdraw_broadcast: WithdrawBroadcast
    facts: Callable[[], Awaitable[Facts]]
    questions_today: Callable[[], Awaitable[int]]
    clock: Clock
    embedder: str
    patience: float = 0.0
    admins: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Desk:
    """Administration as one admin has it before them."""

    administration: Administration
    governance: GovernancePorts
    audience: Audience
    bot: Bot
    actor: int
    metering: Metering | None = None
    from_inbox: bool = False

    async def facts(self) -> Facts:
        """How the bot is, and its clock; the update that asks waits for nothing."""
        known = await self.administration.facts()
        if self.from_inbox and known.condition is not None:
            others = max(0, known.condition.waiting - 1)
            known = replace(known, condition=replace(known.condition, waiting=others))
        return replace(known, clock_seconds=ahead_of_telegram(self.bot).total_seconds())


class AtDesk(Filter):
    """Gives what admins work with as `desk`; behind `IsAdmin`, which says who they are."""

    async def __call__(  # noqa: PLR0913, PLR0917  filters are given what they name
        self,
        _event: TelegramObject,
        actor: int,
        bot: Bot,
        audience: Audience,
        administration: Administration | None = None,
        governance: GovernancePorts | None = None,
        metering: Metering | None = None,
        claim: Claim | None = None,
    ) -> bool | dict[str, Desk]:
        """The desk, where the bot has one."""
        if administration is None or governance is None:
            return False
        return {"desk": Desk(administration, governance, audience, bot, actor, metering, claim is not None)}
