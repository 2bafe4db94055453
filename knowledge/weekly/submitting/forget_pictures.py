"""Forgetting the pictures of what was never handed in."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from knowledge.ports import Clock
from knowledge.weekly.ports import Attachments

_KEPT: Final = dt.timedelta(days=2)
"""A draft waits for its author for a day."""


@dataclass(frozen=True, slots=True)
class ForgetPictures:
    """Removes pictures that came two days ago, and that neither a note has, unless it was thrown away, nor an issue.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    attachments: Attachments
    clock: Clock

    async def __call__(self) -> int:
        """How many are gone."""
        return await self.attachments.forget_unused(self.clock.now() - _KEPT)
