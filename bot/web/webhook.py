"""`POST /telegram`: an update is kept, then acknowledged; what cannot be kept Telegram sends again."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import hdrs, web

from bot.metrics import Arrival
from bot.updates import arrived_body
from bot.web.probes import Probes
from knowledge.errors import LibraryUnavailable
from knowledge.spine.inbox import Incoming

SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
LARGEST: Final = 1 << 20
"""Bytes; Telegram's largest updates are some ten kilobytes."""

MOST_WAITING: Final = 20_000
"""What waits beyond this waits better at Telegram's, which keeps it for a day."""

_AGAIN_SECONDS: Final = "2"
"""Telegram honours this header. Source: tdlib/telegram-bot-api, WebhookActor.cpp"""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Takes updates from whoever knows the secret."""

    secret: str
    keep: Callable[[Incoming], Awaitable[None]]
    arrived: Callable[[], None]
    probes: Probes
    most_waiting: int = MOST_WAITING

    async def receive(self, request: web.Request) -> web.Response:
        """Keep the update of a request."""
        refused = self._refused(request)
        if refused is not None:
            response = web.Response(status=refused)
            response.force_close()  # else its body would be read after all
            return response
        if self.probes.drain.begun or await self._full():
            return self._not_now()
        body = await request.read()
        try:
            await self.keep(arrived_body(body))
        except LibraryUnavailable:
            return self._not_now()
        self.arrived()
        return web.Response()

    def _refused(self, request: web.Request) -> int | None:
        """The status for what Telegram would not send; the body has not been read."""
        given = request.headers.get(SECRET, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            return 401
        if request.content_type != "application/json":
            return 415
        if (request.content_length or 0) > LARGEST:
            return 413
        return None

    async def _full(self) -> bool:
        """Whether too much waits already; where nobody can tell, keeping will."""
        condition = await self.probes.check_health()
        return condition is not None and condition.waiting >= self.most_waiting

    def _not_now(self) -> web.Response:
        self.probes.metrics.arrived(Arrival.NOT_NOW)
        return web.Response(status=503, headers={hdrs.RETRY_AFTER: _AGAIN_SECONDS})
