"""Chats as Telegram has them: which cannot be reached any more, and which were given another number."""

import datetime as dt
from typing import Protocol


class Chats(Protocol):
    """What became of chats.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def lost(self, chat_id: int, reason: str, now: dt.datetime) -> None:
        """The bot was removed or blocked there: nothing is sent until something comes from it again."""
        ...

    async def heard(self, chat_id: int) -> None:
        """Something came from a chat, so it can be reached."""
        ...

    async def is_lost(self, chat_id: int) -> bool:
        """Whether nothing can be sent there."""
        ...

    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup: everything that names the old chat names the new one, in one transaction."""
        ...
