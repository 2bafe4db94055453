"""`SqlPolicies`: when the bot speaks in each chat, and the listen gates, in an SQL database."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from knowledge.adapters.sql.chat_tables import ChatRow, ListenGateRow
from knowledge.adapters.sql.engine import translated, writing
from knowledge.adapters.sql.governance.audit_log import write_down
from knowledge.adapters.sql.spine.statements import durable, inserting
from knowledge.errors import LibraryDamaged
from knowledge.records import Audit, ChatPolicy, GateQuality, ListenGate, Policy, Sense

_CHATS: Final = ChatRow.metadata.tables["chats"]
_EVERY_CHAT: Final = 0
"""Telegram gives no chat this number; as a key null would not do."""


@dataclass(frozen=True, slots=True)
class SqlPolicies:
    """The `Policies` port over one database; every method is one transaction, and durable where it writes."""

    engine: AsyncEngine

    async def policy(self, chat_id: int) -> ChatPolicy:
        """What is set for a chat; the default where nothing is."""
        with translated():
            async with AsyncSession(self.engine) as session:
                row = await session.get(ChatRow, chat_id)
        return ChatPolicy(chat_id) if row is None else _policy(row)

    async def keep_policy(
        self, policy: ChatPolicy, before: ChatPolicy | None = None, told: Sequence[Audit] = ()
    ) -> None:
        """Set when the bot speaks in a chat, and write `told` down with it; what is as `before` stays as it is now."""
        known = {} if before is None else _values(before)
        changed = {name: value for name, value in _values(policy).items() if name not in known or known[name] != value}
        async with durable(self.engine) as connection:
            new = inserting(connection.dialect, _CHATS).values(_values(policy))
            says = changed or {"chat_id": policy.chat_id}
            await connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=says))
            await write_down(connection, *told)

    async def languages(self) -> dict[int, str]:
        """By its id, the language of each chat that has one of its own."""
        query = select(ChatRow).where(col(ChatRow.language).is_not(None))
        with translated():
            async with AsyncSession(self.engine) as session:
                return {row.chat_id: row.language for row in await session.scalars(query) if row.language}

    async def shadowed(self) -> list[ChatPolicy]:
        """Of each chat with a shadow, what is set."""
        query = select(ChatRow).where(col(ChatRow.shadow)).order_by(col(ChatRow.chat_id))
        with translated():
            async with AsyncSession(self.engine) as session:
                return [_policy(row) for row in await session.scalars(query)]

    async def gate(self, chat_id: int) -> ListenGate | None:
        """The gate that was fitted for a chat, else the one for every chat, if any."""
        key = col(ListenGateRow.chat_id)
        query = select(ListenGateRow).where(key.in_({chat_id, _EVERY_CHAT})).order_by(key == _EVERY_CHAT)
        with translated():
            async with AsyncSession(self.engine) as session:
                row = await session.scalar(query.limit(1))
        return None if row is None else _gate(row)

    async def keep_gate(self, gate: ListenGate, chat_id: int | None, told: Audit | None = None) -> None:
        """Use a gate in a chat, or with None in every chat that has none of its own; an older one is gone.

        `told` is written down with it.
        """
        row = _row(gate, _EVERY_CHAT if chat_id is None else chat_id)
        with translated():
            async with AsyncSession(writing(self.engine, durable=True)) as session, session.begin():
                await session.merge(row)
                await write_down(await session.connection(), told)


def _values(policy: ChatPolicy) -> dict[str, Any]:
    values = {name: getattr(policy, name) for name in ChatPolicy.__slots__}
    return values | {"policy": policy.policy.value}


def _policy(row: ChatRow) -> ChatPolicy:
    return ChatPolicy(
        chat_id=row.chat_id,
        policy=Policy(row.policy),
        answer_threshold=row.answer_threshold,
        listen_threshold=row.listen_threshold,
        shadow=row.shadow,
        language=row.language,
        shadow_by=row.shadow_by,
    )


def _row(gate: ListenGate, chat_id: int) -> ListenGateRow:
    arrays = {"hashes": gate.hashes, "weights": gate.weights}
    if gate.sense is not None:
        arrays |= {name: getattr(gate.sense, name) for name in ("centre", "linear", "quadratic")}
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return ListenGateRow(
        chat_id=chat_id,
        embedder=None if gate.sense is None else gate.sense.embedder,
        weights=file.getvalue(),
        bias=gate.bias,
        threshold=gate.threshold,
        precision=gate.quality.precision,
        recall=gate.quality.recall,
        f1=gate.quality.f1,
        labels=gate.labels,
        fitted_at=gate.fitted_at,
    )


def _gate(row: ListenGateRow) -> ListenGate:
    """The gate of a row.

    Raises:
        LibraryDamaged: its arrays cannot be read.
    """
    try:
        with np.load(BytesIO(row.weights), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        hashes, weights = arrays.pop("hashes"), arrays.pop("weights")
        sense = None if row.embedder is None else Sense(row.embedder, **arrays)
    except (ValueError, KeyError, TypeError, EOFError, OSError, BadZipFile) as exc:
        raise LibraryDamaged(type(exc).__name__) from exc
    quality = GateQuality(row.precision, row.recall, row.f1)
    return ListenGate(hashes, weights, row.bias, row.threshold, quality, row.labels, row.fitted_at, sense)
