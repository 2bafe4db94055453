"""What admins work with in a chat, put together over a deployment; only what has a chat needs it."""

import asyncio
from functools import partial

from bot.conversation.administering import Administration
from bot.publishing.governing import composed
from bot.rendering.vitals import Facts, Machine, ModelCondition
from bot.settings import Settings
from bot.web.health import CheckHealth
from bot.wiring.clock import SystemClock
from bot.wiring.deployment import Zixue
from bot.wiring.indexes import indexes_in_use
from bot.wiring.machine import LEAST_FREE, free_disk, memory_used
from knowledge.adapters.files.uploads import UploadFolder
from knowledge.errors import LibraryUnavailable
from knowledge.governance.admitting import AdmitChat
from knowledge.governance.broadcasting import LookAtBroadcast, SendBroadcast, WithdrawBroadcast
from knowledge.governance.manners import ChangeManners
from knowledge.governance.reindexing import OrderReindexing
from knowledge.governance.taking_in import ForgetSource, TakeIn, UndoTakingIn
from knowledge.records import VectorCount
from knowledge.statistics.show_statistics import ShowStatistics

_PATIENCE = 60.0


def administration_of(wired: Zixue, settings: Settings) -> Administration:
    """The administration of a deployment; uploads are kept in the data directory of the process that got them."""
    clock, kept, outbox = SystemClock(), wired.governance, wired.spine.outbox
    uploads = UploadFolder(settings.data_dir / "uploads")
    forget = ForgetSource(wired.library, kept.audit_log, uploads, clock)
    return Administration(
        library=wired.library,
        members=wired.weekly.members,
        policies=wired.policies,
        places=wired.places,
        admit_chat=AdmitChat(kept.admissions, clock),
        change_manners=ChangeManners(wired.policies, wired.overhearings, clock),
        take_in=TakeIn(wired.ingest, kept.audit_log, clock),
        uploads=uploads,
        undo=UndoTakingIn(forget),
        forget_source=forget,
        order_reindexing=OrderReindexing(kept.audit_log, clock),
        send_broadcast=SendBroadcast(outbox, kept.audit_log, clock, composed),
        look_at_broadcast=LookAtBroadcast(outbox, kept.audit_log),
        withdraw_broadcast=WithdrawBroadcast(outbox, kept.audit_log, clock),
        facts=_Facts(wired, settings),
        questions_today=partial(_questions_today, wired.statistics),
        clock=clock,
        embedder=wired.follow.embedder,
        patience=_PATIENCE if wired.embed is not None else 0.0,
        admins=frozenset(settings.admins),
    )


async def _questions_today(statistics: ShowStatistics) -> int:
    """In every chat."""
    return (await statistics(1)).total.questions


class _Facts:
    """Tells how this process and its deployment are; Telegram's clock is the chat's to tell."""

    def __init__(self, wired: Zixue, settings: Settings) -> None:
        self._wired = wired
        self._settings = settings
        self._check = CheckHealth(wired.spine.inbox, wired.spine.outbox, wired.follow, SystemClock())

    async def __call__(self) -> Facts:
        condition = await self._check()
        vectors = None if condition is None or self._wired.embed is None else await self._vectors()
        return Facts(condition, vectors, self._model(), await asyncio.to_thread(self._machine), 0.0)

    async def _vectors(self) -> VectorCount | None:
        try:
            return await self._wired.library.vector_count(self._wired.follow.embedder)
        except LibraryUnavailable:
            return None

    def _model(self) -> ModelCondition | None:
        breaker, name = self._wired.breaker, self._settings.model_name
        return None if breaker is None or name is None else ModelCondition(name, breaker.in_a_row, breaker.is_open())

    def _machine(self) -> Machine:
        _, free = free_disk(self._settings)
        return Machine(free, LEAST_FREE, memory_used(), indexes_in_use(self._settings))
