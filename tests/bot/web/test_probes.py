"""`/healthz`, `/readyz` and `/metrics` over HTTP."""

import datetime as dt
from http import HTTPStatus

import aiohttp
from sqlalchemy import text

from tests.bot.web.conftest import KNOWN, Site


async def test_operators_see_a_process_come_and_go(site: Site) -> None:
    """Ready with a database; alive, but not ready, without one and on the way out; the metrics are there all along."""
    async with site.served() as client:
        seen = [await _asked(client, "/readyz")]
        site.clock.time += dt.timedelta(seconds=2)
        async with site.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
        seen += [await _asked(client, path) for path in ("/readyz", "/healthz", "/metrics")]
        async with site.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE elsewhere RENAME TO inbox"))
        site.clock.time += dt.timedelta(seconds=2)
        seen += [await _asked(client, path) for path in ("/readyz", "/metrics")]
        site.drain.drain()
        seen += [await _asked(client, path) for path in ("/readyz", "/healthz", "/metrics")]
    ok, away = HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE
    assert [status for status, _ in seen] == [ok, away, ok, ok, ok, ok, away, ok, ok]
    assert '"database": false' in seen[1][1]
    assert ("zixue_database_up 0.0" in seen[3][1], "zixue_inbox_waiting" in seen[3][1]) == (True, False)
    assert ("zixue_database_up 1.0" in seen[5][1], "zixue_inbox_waiting 0.0" in seen[5][1]) == (True, True)
    assert '"draining": true' in seen[6][1]
    assert not any(KNOWN in told for _, told in seen)


async def _asked(client: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with client.get(path) as response:
        return response.status, await response.text()
