"""What operators and their programs ask: `/healthz`, `/readyz` and `/metrics`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.metrics import Condition, Metrics
from bot.web.readiness import Drain, readiness


@dataclass(frozen=True, slots=True)
class Probes:
    """What operators and their programs ask."""

    check_health: Callable[[], Awaitable[Condition | None]]
    metrics: Metrics
    drain: Drain

    async def healthz(self, _request: web.Request) -> web.Response:
        """The process lives: its event loop has answered."""
        return web.Response(text="ok\n")

    async def readyz(self, _request: web.Request) -> web.Response:
        """Whether requests are welcome, with the state of each part."""
        ready, parts = readiness(await self.check_health(), self.drain)
        return web.json_response(parts, status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)

    async def exposed(self, request: web.Request) -> web.Response:
        """What is counted; also while the database is away."""
        accept = request.headers.get(hdrs.ACCEPT, "")
        text, content_type = self.metrics.exposition(await self.check_health(), accept)
        return web.Response(body=text, headers={hdrs.CONTENT_TYPE: content_type})
