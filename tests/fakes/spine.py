"""Replies, chats and turns in memory."""

import datetime as dt

from knowledge.spine.pacing import Rate
from knowledge.spine.replies import Reply, Slot


class MemoryReplies:
    """A `Replies` of a dictionary."""

    def __init__(self) -> None:
        self.held: dict[Slot, Reply] = {}

    async def begin(self, slot: Slot, chat_id: int, digest: str, now: dt.datetime) -> Reply | None:
        """Note it; what was known."""
        del now
        known = self.held.get(slot)
        self.held.setdefault(slot, Reply(chat_id, digest, None))
        return known

    async def sent(self, slot: Slot, digest: str, message_id: int) -> None:
        """Note the message."""
        if known := self.held.get(slot):
            self.held[slot] = Reply(known.chat_id, digest, message_id)

    async def withdraw(self, slot: Slot) -> None:
        """Forget it."""
        self.held.pop(slot, None)

    async def forget(self, before: dt.datetime) -> int:
        """Nothing is old here."""
        del before
        return 0


class MemoryChats:
    """A `Chats` of a dictionary; `asked` counts the questions."""

    def __init__(self) -> None:
        self.reasons: dict[int, str] = {}
        self.moves: list[tuple[int, int]] = []
        self.asked = 0

    async def lost(self, chat_id: int, reason: str, now: dt.datetime) -> None:
        """Note the reason."""
        del now
        self.reasons[chat_id] = reason

    async def heard(self, chat_id: int) -> None:
        """Forget it."""
        self.reasons.pop(chat_id, None)

    async def is_lost(self, chat_id: int) -> bool:
        """Whether there is a reason."""
        self.asked += 1
        return chat_id in self.reasons

    async def moved(self, old: int, new: int) -> None:
        """Note the move."""
        self.moves.append((old, new))


class Unhurried:
    """A `Paces` with a turn for everybody at once, but where a key is held: the next turn waits for that."""

    def __init__(self) -> None:
        self.holds: dict[str, float] = {}

    async def reserve(self, key: str, rate: Rate) -> float:
        """Now, or when it is no longer held."""
        del rate
        return self.holds.pop(key, 0.0)

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Now; where it is held for longer than is waited, it stays held."""
        del rate
        wait = self.holds.get(key, 0.0)
        if wait <= within:
            self.holds.pop(key, None)
        return wait

    async def give_back(self, key: str, rate: Rate) -> None:
        """There is one for everybody anyway."""

    async def hold(self, key: str, seconds: float) -> None:
        """Keep it waiting once."""
        self.holds[key] = seconds
