"""Replies: what the answer to one update has sent already, so that working it off again sends nothing twice."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Slot:
    """The n-th message (from 0) that working off an update sends."""

    update_id: int
    n: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What is known of a slot.

    `message_id` is None while its message is being sent, or where the process died over it. `digest` tells what it
    said last.
    """

    chat_id: int
    digest: str
    message_id: int | None


class Replies(Protocol):
    """Which messages the updates of the last days were answered with; every method is one transaction, and durable.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def begin(self, slot: Slot, chat_id: int, digest: str, now: dt.datetime) -> Reply | None:
        """Note that a slot's message is about to be sent; what was known of the slot before, unchanged then."""
        ...

    async def sent(self, slot: Slot, digest: str, message_id: int) -> None:
        """Note which message a slot holds, and what it says now."""
        ...

    async def withdraw(self, slot: Slot) -> None:
        """Note that nothing was sent into a slot after all."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove what is older; how much."""
        ...
