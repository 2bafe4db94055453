"""Which message an earlier effect became, so that it can be edited."""

import re
from dataclasses import dataclass
from typing import Final, Protocol

from knowledge.spine.outbox import Outbox
from knowledge.weekly.ports import Issues

_ISSUE: Final = re.compile(r"(?:issue|withdrawn):(?P<number>\d+):")


class Earlier(Protocol):
    """Knows the messages that earlier effects became.

    Raises:
        LibraryUnavailable: nothing can be asked now.
    """

    async def __call__(self, key: str, chat_id: int) -> int | None:
        """The message in this chat that the effect with this key became; None where that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class EarlierMessages:
    """What the outbox knows, and of issues what is kept with them: the outbox forgets what it sent.

    Raises:
        LibraryUnavailable: from the call, where the database cannot be reached.
    """

    outbox: Outbox
    issues: Issues | None = None

    async def __call__(self, key: str, chat_id: int) -> int | None:
        """The message in this chat that the effect with this key became."""
        kept = (await self.outbox.by_keys([key])).get(key)
        if kept is not None and kept.message_id is not None:
            return kept.message_id if kept.chat_id == chat_id else None
        return await self._published(key, chat_id)

    async def _published(self, key: str, chat_id: int) -> int | None:
        found = _ISSUE.match(key)
        issue = await self.issues.numbered(int(found["number"])) if found and self.issues else None
        if issue is None or self.issues is None:
            return None
        told = await self.issues.publications(issue.id)
        here = (one.message_id for one in told if one.effect_key == key and one.chat_id == chat_id)
        return next(here, None)
