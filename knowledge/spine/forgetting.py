"""Forgetting what ended long ago."""

import datetime as dt
from dataclasses import dataclass

from knowledge.ports import Clock
from knowledge.spine.inbox import Inbox
from knowledge.spine.outbox import Outbox
from knowledge.spine.replies import Replies


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what ended is kept. Telegram delivers nothing that is older than a day.

    Replies are kept as long as buried updates, so that one that is revived is not answered twice.
    """

    done: dt.timedelta = dt.timedelta(days=3)
    buried: dt.timedelta = dt.timedelta(days=30)
    sent: dt.timedelta = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ForgetEnded:
    """Removes what ended long ago; how many rows went.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    inbox: Inbox
    outbox: Outbox
    replies: Replies
    clock: Clock
    keeping: Keeping = Keeping()

    async def __call__(self) -> int:
        """Remove it."""
        now, keeping = self.clock.now(), self.keeping
        updates = await self.inbox.forget(now - keeping.done, buried=now - keeping.buried)
        replies = await self.replies.forget(now - keeping.buried)
        return updates + replies + await self.outbox.forget(now - keeping.sent)
