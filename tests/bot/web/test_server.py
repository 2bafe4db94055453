"""The web server's beginning and end."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.web.group_commit import GroupCommit
from bot.web.server import AddressRefused, web_server
from bot.web.webhook import SECRET, Webhook
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.spine.inbox import Incoming
from tests.bot.web.conftest import KNOWN, Site


@dataclass(frozen=True)
class Slow(SqlInbox):
    """An inbox that begins, and goes on when it may."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """Keep them, when it may."""
        self.begun.set()
        await self.go_on.wait()
        return await super().keep(arrived, now)


async def test_what_has_begun_is_kept_though_the_server_ends(site: Site) -> None:
    """On its way out it takes no update any more, and acknowledges the one that it is keeping."""
    inbox, loop = Slow(site.engine), asyncio.get_running_loop()
    webhook = Webhook(KNOWN, GroupCommit(inbox, site.clock, site.metrics), inbox.begun.set, site.probes)
    async with aiohttp.ClientSession(headers={SECRET: KNOWN}) as client, asyncio.timeout(10):
        async with web_server("127.0.0.1", 0, site.probes, webhook) as address:
            posting = loop.create_task(_post(client, address, 1))
            await inbox.begun.wait()
            site.drain.drain()
            assert await _post(client, address, 2) == HTTPStatus.SERVICE_UNAVAILABLE
            loop.call_later(0.05, inbox.go_on.set)  # by then nobody listens any more
        assert posting.done()
        assert await posting == HTTPStatus.OK
        with pytest.raises(aiohttp.ClientConnectionError):
            await _post(client, address, 3)
    assert (await site.inbox.backlog()).waiting == 1


async def test_without_a_webhook_nobody_can_bring_updates(site: Site) -> None:
    """A bot that polls is watched over all the same; the address that is taken is refused by name."""
    async with (
        web_server("127.0.0.1", 0, site.probes) as address,
        aiohttp.ClientSession(address) as client,
    ):
        async with client.post("/telegram", json={"update_id": 1}) as response:
            assert response.status == HTTPStatus.NOT_FOUND
        async with client.get("/healthz") as response:
            assert response.status == HTTPStatus.OK
        port = urlsplit(address).port or 0
        with pytest.raises(AddressRefused) as refused:
            async with web_server("127.0.0.1", port, site.probes):
                raise AssertionError
    assert (refused.value.host, refused.value.port) == ("127.0.0.1", port)


async def _post(client: aiohttp.ClientSession, address: str, update_id: int) -> int:
    async with client.post(f"{address}/telegram", json={"update_id": update_id}) as response:
        return response.status
