"""Stops: a wish to stop an answer that reaches whichever process writes it."""

import datetime as dt
from typing import Protocol


class Stops(Protocol):
    """Who wanted what is written for them in a chat to stop.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def wish(self, chat_id: int, asker: int, now: dt.datetime) -> None:
        """Note the wish; an older one of the same is gone."""
        ...

    async def wished(self, chat_id: int, asker: int, since: dt.datetime) -> bool:
        """Whether it was wished since then."""
        ...
