"""Leases: who does what only one process of a deployment may do."""

import datetime as dt
from typing import Protocol


class Leases(Protocol):
    """Names that one holder has until a time; the database decides, so that there is one authority.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def take(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Get or prolong a lease; False where another holds it still."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Give a lease back; nothing happens where another holds it."""
        ...
