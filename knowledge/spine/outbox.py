"""The outbox: what must go out once, kept in the transaction of the change that it tells of."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from knowledge.records import Effect


class EffectState(StrEnum):
    """How far an effect is. Telegram has no idempotency key, so what nobody knows the end of is a state of its own."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Sending:
    """An effect that one sender is sending; `attempt` is 1 for the first."""

    id: int
    effect: Effect
    attempt: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How an effect is; `reason` is a short technical word where it failed or is uncertain."""

    id: int
    key: str
    chat_id: int
    state: EffectState
    put_at: dt.datetime
    attempts: int
    message_id: int | None
    reason: str | None


class Outbox(Protocol):
    """Effects between the change that they tell of and their end; every method is one transaction, and durable.

    A method that ends a sending is False where that is not in the state `sending` any more.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def put(self, effects: Sequence[Effect], now: dt.datetime) -> int:
        """Add those whose key is not known yet; how many were new."""
        ...

    async def claim(self, sender: str, limit: int, now: dt.datetime, chat_id: int | None = None) -> list[Sending]:
        """Take the first of each chat that is due, or of one chat; nothing of a chat of which one is being sent."""
        ...

    async def unclaim(self, senders: Collection[str]) -> int:
        """What these are sending certainly did not go out, and is pending as if not tried; how much."""
        ...

    async def sent(self, effect_id: int, message_id: int | None, now: dt.datetime) -> bool:
        """It went out as this message; its payload is forgotten."""
        ...

    async def again(self, effect_id: int, due_at: dt.datetime, *, hold_chat: bool = False) -> bool:
        """It certainly did not go out, and is tried again from then on; with `hold_chat` nothing goes there sooner."""
        ...

    async def failed(self, effect_id: int, reason: str, now: dt.datetime, *, whole_chat: bool = False) -> bool:
        """It did not go out and never will; with `whole_chat` nor will what is pending for that chat."""
        ...

    async def withdraw(self, keys: Collection[str], reason: str, now: dt.datetime) -> int:
        """What is pending of these is not sent any more, and counts as failed; how much."""
        ...

    async def uncertain(self, effect_id: int, reason: str, now: dt.datetime) -> bool:
        """Nobody knows whether it went out: it is not tried again unless a person says so."""
        ...

    async def abandoned(self, sender: str, now: dt.datetime) -> list[Kept]:
        """Make uncertain what another sender was sending: called by the only one there is now."""
        ...

    async def resolve(self, effect_id: int, *, send: bool, now: dt.datetime) -> bool:
        """A person says of an uncertain or failed effect that it is to be sent (again), or that it went out."""
        ...

    async def effects(self, states: Collection[EffectState]) -> list[Kept]:
        """Those in these states, the oldest first."""
        ...

    async def by_keys(self, keys: Collection[str]) -> dict[str, Kept]:
        """Those with these keys, by key; unknown ones are left out."""
        ...

    async def counts(self) -> dict[EffectState, int]:
        """How many are in each state; those that have none are 0."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove what was sent or failed before then; how much. Its keys count as new from now on."""
        ...
