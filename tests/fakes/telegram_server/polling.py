"""getUpdates: acknowledgement by offset, long poll, one poller only."""

import asyncio
from dataclasses import dataclass

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import OTHER_POLLER, WEBHOOK_ACTIVE, Refused, conflict
from tests.fakes.telegram_server.world import World

MAX_TIMEOUT = 50
"""Seconds that a long poll lasts at most. Client.h `LONG_POLL_MAX_TIMEOUT`."""


@dataclass
class Polling:
    """Who asks for updates now.

    A poller that begins to wait ends the one that waits already; one that gets updates at once does not.

    Left out: Telegram answers a second refusal in three seconds only after a pause, and lengthens the timeout of who
    asks in a hurry to 3 s (Client.cpp `fail_query_conflict`, `process_get_updates_query`).
    """

    world: World
    webhook_active: bool = False
    waiting: asyncio.Future[Refused] | None = None

    async def get_updates(self, asked: Asked) -> list[Json]:
        """Bot API, getUpdates; Client.cpp `do_get_updates`.

        Raises:
            Refused: a webhook is set, or another poller came.
        """
        if self.webhook_active:
            raise conflict(WEBHOOK_ACTIVE)
        kinds = asked.json("allowed_updates")
        self.world.updates.allow(kinds if isinstance(kinds, list) else None)
        offset, limit = asked.integer("offset"), min(max(asked.integer("limit", 100), 1), 100)
        timeout = min(max(asked.integer("timeout"), 0), MAX_TIMEOUT)
        if taken := self.world.updates.take(offset, limit):
            return [one.shown() for one in taken]
        if timeout:
            self.interrupt(OTHER_POLLER)
            await self._wait(timeout)
        return [one.shown() for one in self.world.updates.take(max(offset, 0), limit)]

    def interrupt(self, why: str) -> None:
        """End the long poll that is running. Client.cpp `abort_long_poll`."""
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(conflict(why))
        self.waiting = None

    async def _wait(self, seconds: float) -> None:
        own: asyncio.Future[Refused] = asyncio.get_running_loop().create_future()
        self.waiting = own
        end = asyncio.get_running_loop().time() + seconds
        try:
            while not own.done() and self.world.updates.empty:
                if (left := end - asyncio.get_running_loop().time()) <= 0:
                    break
                await self.world.next_change(left)
        finally:
            if self.waiting is own:
                self.waiting = None
        if own.done():
            raise own.result()
