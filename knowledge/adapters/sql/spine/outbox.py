"""`SqlOutbox`: what must go out once, in an SQL database; and how other adapters put something there."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Dialect, Select, Update, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.spine.statements import AT_ONCE, among, durable, inserting, lock, readonly
from knowledge.adapters.sql.spine.tables import TO_SEND, OutboxRow
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState, Kept, Sending

_OUTBOX: Final = OutboxRow.metadata.tables["outbox"]
_COLUMN: Final = _OUTBOX.c
_KEPT: Final = tuple(_COLUMN[name] for name in Kept.__slots__)

_CLAIMING: Final = 0
"""The lock of whoever claims: no other claim may see a chat before and after."""


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """The `Outbox` port over one database; every method is one transaction, and durable."""

    engine: AsyncEngine

    async def put(self, effects: Sequence[Effect], now: dt.datetime) -> int:
        """Add those whose key is not known yet; how many were new."""
        with translated():
            async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                return await put_effects(session, effects, now)

    async def claim(self, sender: str, limit: int, now: dt.datetime, chat_id: int | None = None) -> list[Sending]:
        """Take the first of each chat that is due, or of one chat; nothing of a chat of which one is being sent."""
        async with durable(self.engine) as connection:
            await lock(connection, [_CLAIMING])
            sendable = _sendable(connection.dialect, limit, now)
            query = sendable if chat_id is None else sendable.where(_COLUMN.chat_id == chat_id)
            found = [_sending(*row) for row in await connection.execute(query)]
            if found:
                values = {"state": EffectState.SENDING.value, "sender": sender, "attempts": _COLUMN.attempts + 1}
                taken = _COLUMN.id.in_([sending.id for sending in found])
                await connection.execute(update(_OUTBOX).where(taken).values(values))
            return found

    async def unclaim(self, senders: Collection[str]) -> int:
        """What these are sending certainly did not go out, and is pending as if not tried; how much."""
        theirs = update(_OUTBOX).where(_COLUMN.state == EffectState.SENDING.value, _COLUMN.sender.in_(senders))
        values = {"state": EffectState.PENDING.value, "sender": None, "attempts": _COLUMN.attempts - 1}
        async with durable(self.engine) as connection:
            return (await connection.execute(theirs.values(values))).rowcount

    async def sent(self, effect_id: int, message_id: int | None, now: dt.datetime) -> bool:
        """It went out as this message; its payload is forgotten."""
        went = {"payload": None, "message_id": message_id, "ended_at": now}
        return await self._end(_being_sent(effect_id, EffectState.SENT).values(went))

    async def again(self, effect_id: int, due_at: dt.datetime, *, hold_chat: bool = False) -> bool:
        """It certainly did not go out, and is tried again from then on; with `hold_chat` nothing goes there sooner."""
        sooner = _pending_beside(effect_id).where(_COLUMN.due_at < due_at).values(due_at=due_at)
        ending = _being_sent(effect_id, EffectState.PENDING).values(due_at=due_at)
        return await self._end(ending, sooner if hold_chat else None)

    async def failed(self, effect_id: int, reason: str, now: dt.datetime, *, whole_chat: bool = False) -> bool:
        """It did not go out and never will; with `whole_chat` nor will what is pending for that chat."""
        over = {"state": EffectState.FAILED.value, "reason": reason, "ended_at": now}
        rest = _pending_beside(effect_id).values(over)
        return await self._end(_being_sent(effect_id, EffectState.FAILED).values(over), rest if whole_chat else None)

    async def withdraw(self, keys: Collection[str], reason: str, now: dt.datetime) -> int:
        """What is pending of these is not sent any more, and counts as failed; how much."""
        over = {"state": EffectState.FAILED.value, "reason": reason, "ended_at": now}
        theirs = update(_OUTBOX).where(_COLUMN.key.in_(keys), _COLUMN.state == EffectState.PENDING.value)
        async with durable(self.engine) as connection:
            return (await connection.execute(theirs.values(over))).rowcount

    async def uncertain(self, effect_id: int, reason: str, now: dt.datetime) -> bool:
        """Nobody knows whether it went out: it is not tried again unless a person says so."""
        return await self._end(_being_sent(effect_id, EffectState.UNCERTAIN).values(reason=reason, ended_at=now))

    async def abandoned(self, sender: str, now: dt.datetime) -> list[Kept]:
        """Make uncertain what another sender was sending: called by the only one there is now."""
        lost = update(_OUTBOX).where(_COLUMN.state == EffectState.SENDING.value, _COLUMN.sender != sender)
        values = {"state": EffectState.UNCERTAIN.value, "sender": None, "reason": "abandoned", "ended_at": now}
        async with durable(self.engine) as connection:
            rows = (await connection.execute(lost.values(values).returning(*_KEPT))).all()
        return sorted((_kept(*row) for row in rows), key=lambda kept: kept.id)

    async def resolve(self, effect_id: int, *, send: bool, now: dt.datetime) -> bool:
        """A person says of an uncertain or failed effect that it is to be sent (again), or that it went out."""
        over = _COLUMN.state.in_([EffectState.UNCERTAIN.value, EffectState.FAILED.value])
        to_send = {"state": EffectState.PENDING.value, "due_at": AT_ONCE, "attempts": 0, "ended_at": None}
        went = {"state": EffectState.SENT.value, "payload": None, "ended_at": now}
        values = (to_send if send else went) | {"reason": None}
        return await self._end(update(_OUTBOX).where(_COLUMN.id == effect_id, over).values(values))

    async def effects(self, states: Collection[EffectState]) -> list[Kept]:
        """Those in these states, the oldest first."""
        query = select(*_KEPT).where(_COLUMN.state.in_([state.value for state in states])).order_by(_COLUMN.id)
        async with readonly(self.engine) as connection:
            return [_kept(*row) for row in await connection.execute(query)]

    async def by_keys(self, keys: Collection[str]) -> dict[str, Kept]:
        """Those with these keys, by key; unknown ones are left out."""
        async with readonly(self.engine) as connection:
            rows = await connection.execute(select(*_KEPT).where(_COLUMN.key.in_(keys)).order_by(_COLUMN.id))
            return {kept.key: kept for kept in (_kept(*row) for row in rows)}

    async def counts(self) -> dict[EffectState, int]:
        """How many are in each state; those that have none are 0."""
        async with readonly(self.engine) as connection:
            rows = await connection.execute(select(_COLUMN.state, func.count()).group_by(_COLUMN.state))
            return dict.fromkeys(EffectState, 0) | {EffectState(state): count for state, count in rows}

    async def forget(self, before: dt.datetime) -> int:
        """Remove what was sent or failed before then; how much. Its keys count as new from now on."""
        over = _COLUMN.state.in_([EffectState.SENT.value, EffectState.FAILED.value])
        async with durable(self.engine) as connection:
            return (await connection.execute(delete(_OUTBOX).where(_COLUMN.ended_at < before, over))).rowcount

    async def _end(self, ending: Update, beside: Update | None = None) -> bool:
        """End a sending, and change what belongs to that; whether it was to be ended."""
        async with durable(self.engine) as connection:
            ended = (await connection.execute(ending)).rowcount > 0
            if ended and beside is not None:
                await connection.execute(beside)
            return ended


async def put_effects(session: AsyncSession, effects: Sequence[Effect], now: dt.datetime) -> int:
    """Add effects in the transaction of the change that they tell of; how many were new by their keys."""
    if not effects:
        return 0
    connection = await session.connection()
    statement = inserting(connection.dialect, _OUTBOX).on_conflict_do_nothing(index_elements=["key"])
    new = await connection.execute(statement.returning(_COLUMN.id), [_row(effect, now) for effect in effects])
    return len(new.all())


def _sendable(dialect: Dialect, limit: int, now: dt.datetime) -> Select[Any]:
    """The first pending one of each chat, where it is due and nothing of that chat is being sent."""
    is_sent_now = case((_COLUMN.state == EffectState.SENDING.value, 1), else_=0)
    first = select(func.min(_COLUMN.id)).where(TO_SEND).group_by(_COLUMN.chat_id).having(func.max(is_sent_now) == 0)
    fields = _COLUMN.id, _COLUMN.key, _COLUMN.chat_id, _COLUMN.payload, _COLUMN.attempts
    query = select(*fields).where(among(dialect, _COLUMN.id, first), _COLUMN.state == EffectState.PENDING.value)
    due = query.where(_COLUMN.due_at <= now).order_by(_COLUMN.id).limit(limit)
    return due.with_for_update(skip_locked=True)


def _being_sent(effect_id: int, becomes: EffectState) -> Update:
    """What ends a sending."""
    sending = update(_OUTBOX).where(_COLUMN.id == effect_id, _COLUMN.state == EffectState.SENDING.value)
    return sending.values(state=becomes.value, sender=None)


def _pending_beside(effect_id: int) -> Update:
    """What is pending for the chat of an effect."""
    chat = select(_COLUMN.chat_id).where(_COLUMN.id == effect_id).scalar_subquery()
    return update(_OUTBOX).where(_COLUMN.chat_id == chat, TO_SEND, _COLUMN.state == EffectState.PENDING.value)


def _row(effect: Effect, now: dt.datetime) -> dict[str, Any]:
    return {
        "key": effect.key,
        "chat_id": effect.chat_id,
        "payload": dict(effect.payload),
        "state": EffectState.PENDING.value,
        "put_at": now,
        "due_at": AT_ONCE,
        "attempts": 0,
    }


def _sending(number: int, key: str, chat_id: int, payload: dict[str, Any], attempts: int) -> Sending:
    return Sending(number, Effect(key, chat_id, payload), attempts + 1)


def _kept(number: int, key: str, chat_id: int, state: str, *rest: Any) -> Kept:  # noqa: ANN401  a row's columns
    return Kept(number, key, chat_id, EffectState(state), *rest)
