"""The web server: `/telegram` for Telegram, `/healthz`, `/readyz` and `/metrics` for operators, and the archive."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from yarl import URL

from bot.web.probes import Probes
from bot.web.webhook import LARGEST, Webhook

_PATIENCE: Final = 15.0
"""Seconds that running requests get at the end; a write waits up to ten for another process's."""


class AddressRefused(Exception):
    """Nothing can listen there: the port is taken, or the address is not this machine's."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self.host = host
        self.port = port


_UNREAD: Final = 1.0
"""Seconds in which the body of a refused request may go on arriving, so that the refusal is seen."""


@asynccontextmanager
async def web_server(
    host: str, port: int, probes: Probes, webhook: Webhook | None = None, archive: Iterable[web.RouteDef] = ()
) -> AsyncIterator[str]:
    """Serve; yields the address, with the port that was free where 0 was asked for. Running requests finish.

    Raises:
        AddressRefused: nothing can listen there.
    """
    app = web.Application(client_max_size=LARGEST)
    app.router.add_get("/healthz", probes.healthz)
    app.router.add_get("/readyz", probes.readyz)
    app.router.add_get("/metrics", probes.exposed)
    if webhook is not None:
        app.router.add_post("/telegram", webhook.receive)
    app.router.add_routes(archive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_PATIENCE, lingering_time=_UNREAD)
    await runner.setup()
    try:
        yield await _listen(runner, host, port)
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as exc:
        raise AddressRefused(host, port) from exc
    at, taken = runner.addresses[0][:2]
    return str(URL.build(scheme="http", host=at, port=taken))
