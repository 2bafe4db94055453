"""Saying something in every chat that is served: once in each, by the way of the outbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from knowledge.governance.ports import AuditLog
from knowledge.ports import Clock
from knowledge.records import CLOCK, Audit, Effect
from knowledge.spine.outbox import EffectState, Outbox

BROADCAST: Final = "broadcast"
WITHDRAWN: Final = "broadcast_withdrawn"
ENDED: Final = "broadcast_ended"
SUBJECT: Final = "broadcast"

_CANCELLED: Final = "withdrawn"
_LOOKED_AT: Final = 50
_OVER: Final = frozenset({EffectState.SENT, EffectState.FAILED, EffectState.UNCERTAIN})

Compose: TypeAlias = Callable[[str], Mapping[str, Any]]
"""Makes the payload of an effect of Telegram HTML."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What is to be said where; `id` is that of the confirmation, `told` the chat that hears of the end."""

    id: int
    told: int
    chats: tuple[int, ...]

    def key(self, chat_id: int) -> str:
        """The key of its effect in a chat."""
        return f"broadcast:{self.id}:{chat_id}"

    def keys(self) -> list[str]:
        """Those of all its effects."""
        return [self.key(chat_id) for chat_id in self.chats]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a broadcast is; what is withdrawn counts as failed too, and what the outbox has forgotten as sent."""

    broadcast: Broadcast
    sent: int
    failed: int
    uncertain: int
    pending: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """Put a broadcast into the outbox; a second time changes nothing.

    Raises:
        LibraryUnavailable: the database cannot be written.
    """

    outbox: Outbox
    audit_log: AuditLog
    clock: Clock
    compose: Compose

    async def __call__(self, broadcast: Broadcast, html: str, actor: str) -> bool:
        """Whether anything of it is new."""
        payload = self.compose(html)
        effects = [Effect(broadcast.key(chat_id), chat_id, payload) for chat_id in broadcast.chats]
        new = await self.outbox.put(effects, self.clock.now())
        if new or not await _is_noted(self.audit_log, broadcast.id):
            await self.audit_log.add([_noted(broadcast, actor)], self.clock.now())
        return bool(new)


@dataclass(frozen=True, slots=True)
class LookAtBroadcast:
    """Say how far a broadcast is."""

    outbox: Outbox
    audit_log: AuditLog

    async def __call__(self, broadcast_id: int) -> Reached | None:
        """None where it is not known, or too long ago."""
        found = [one for one in await _recent(self.audit_log) if one.id == broadcast_id]
        return await _reached(self.outbox, found[0]) if found else None


@dataclass(frozen=True, slots=True)
class WithdrawBroadcast:
    """Do not send what of a broadcast is not sent yet."""

    outbox: Outbox
    audit_log: AuditLog
    clock: Clock

    async def __call__(self, broadcast_id: int, actor: str) -> Reached | None:
        """How far it came; None where it is not known, or too long ago."""
        found = [one for one in await _recent(self.audit_log) if one.id == broadcast_id]
        if not found:
            return None
        withdrawn = await self.outbox.withdraw(found[0].keys(), _CANCELLED, self.clock.now())
        if withdrawn:
            detail = {"id": str(broadcast_id), "chats": str(withdrawn)}
            await self.audit_log.add([Audit(actor, WITHDRAWN, SUBJECT, "", "", detail)], self.clock.now())
        return await _reached(self.outbox, found[0])


@dataclass(frozen=True, slots=True)
class CloseBroadcasts:
    """Tell of each broadcast that has ended everywhere, once; called by one process at a time."""

    outbox: Outbox
    audit_log: AuditLog
    clock: Clock
    tell: Callable[[Reached], Effect]

    async def due(self) -> bool:
        """Whether there is one of whose end nobody has been told."""
        return bool(await _recent(self.audit_log, still_going=True))

    async def __call__(self) -> int:
        """How many have ended since the last time."""
        ended = 0
        for broadcast in await _recent(self.audit_log, still_going=True):
            reached = await _reached(self.outbox, broadcast)
            if not reached.pending:
                await self._end(reached)
                ended += 1
        return ended

    async def _end(self, reached: Reached) -> None:
        await self.outbox.put([self.tell(reached)], self.clock.now())
        counts = {name: str(getattr(reached, name)) for name in ("sent", "failed", "uncertain")}
        detail = {"id": str(reached.broadcast.id), **counts}
        await self.audit_log.add([Audit(CLOCK, ENDED, SUBJECT, "", "", detail)], self.clock.now())


async def _recent(audit_log: AuditLog, *, still_going: bool = False) -> list[Broadcast]:
    """The newest broadcasts, of which nobody has been told if that is wanted."""
    lines = [one.audit for one in await audit_log.latest(_LOOKED_AT, subject=SUBJECT)]
    over = {one.detail.get("id") for one in lines if one.event == ENDED} if still_going else set()
    return [_broadcast(one) for one in lines if one.event == BROADCAST and one.detail.get("id") not in over]


async def _is_noted(audit_log: AuditLog, broadcast_id: int) -> bool:
    return any(one.id == broadcast_id for one in await _recent(audit_log))


async def _reached(outbox: Outbox, broadcast: Broadcast) -> Reached:
    kept = await outbox.by_keys(broadcast.keys())
    states = [one.state for one in kept.values()]
    return Reached(
        broadcast,
        sent=states.count(EffectState.SENT) + len(broadcast.chats) - len(states),
        failed=states.count(EffectState.FAILED),
        uncertain=states.count(EffectState.UNCERTAIN),
        pending=sum(state not in _OVER for state in states),
        withdrawn=sum(one.reason == _CANCELLED for one in kept.values()),
    )


def _noted(broadcast: Broadcast, actor: str) -> Audit:
    chats = ",".join(map(str, broadcast.chats))
    return Audit(
        actor, BROADCAST, SUBJECT, "", "", {"id": str(broadcast.id), "to": str(broadcast.told), "chats": chats}
    )


def _broadcast(audit: Audit) -> Broadcast:
    chats = audit.detail["chats"].split(",")
    return Broadcast(int(audit.detail["id"]), int(audit.detail["to"]), tuple(map(int, filter(None, chats))))
