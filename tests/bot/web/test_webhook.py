"""`POST /telegram` over HTTP, into a real inbox."""

import asyncio
import datetime as dt
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest

from bot.web.webhook import LARGEST, SECRET
from tests.bot.web.conftest import KNOWN, Site

_A_SECOND = dt.timedelta(seconds=1)
_UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "group"}, "text": "嗯"}}


async def test_an_update_is_kept_before_it_is_acknowledged(site: Site) -> None:
    """Once, however often Telegram sends it; the worker hears of it each time."""
    async with site.served() as client:
        for _ in range(2):
            async with client.post("/telegram", json=_UPDATE) as response:
                assert response.status == HTTPStatus.OK
            assert (await site.inbox.backlog()).waiting == 1
        async with client.get("/metrics") as told:
            text = await told.text()
    assert site.woken == 2
    assert 'zixue_arrivals_total{outcome="kept"} 1.0' in text
    assert 'zixue_arrivals_total{outcome="repeated"} 1.0' in text


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ({}, b"401"),
        ({SECRET: "the-shared_secret"}, b"401"),
        ({SECRET: "geheim\u00fc"}, b"401"),
        ({SECRET: KNOWN, "Content-Type": "text/plain"}, b"415"),
        ({SECRET: KNOWN, "Content-Length": str(LARGEST + 1)}, b"413"),
    ],
)
async def test_what_telegram_would_not_send_is_refused_unread(site: Site, head: dict[str, str], status: bytes) -> None:
    """The refusal comes before the body does, and the connection ends."""
    headers = {"Content-Type": "application/json", "Content-Length": "1000"} | head
    lines = ["POST /telegram HTTP/1.1", "Host: bot", *(f"{name}: {value}" for name, value in headers.items())]
    async with site.served(), asyncio.timeout(5):
        at = urlsplit(site.address)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        writer.write("\r\n".join([*lines, "", ""]).encode("utf-8"))
        answer = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
    assert answer.split()[1] == status
    assert b"Connection: close" in answer
    assert (await site.inbox.backlog()).waiting == 0


async def test_a_long_body_without_a_length_is_refused(site: Site) -> None:
    """It is read up to the cap, and nothing of it is kept."""

    async def chunks() -> object:
        for _ in range(20):
            yield b" " * (LARGEST // 16)

    async with site.served() as client:
        headers = {"Content-Type": "application/json"}
        async with client.post("/telegram", data=chunks(), headers=headers) as response:
            assert response.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        async with client.get("/telegram") as response:
            assert response.status == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"update_id": "7"}', b"\xff\xfe\x00", b'{"update_id": 1e999}'])
async def test_an_unreadable_update_is_buried_and_acknowledged(site: Site, body: bytes) -> None:
    """Telegram would send it for a day, and nothing else of its queue."""
    async with site.served() as client:
        headers = {"Content-Type": "application/json"}
        async with client.post("/telegram", data=body, headers=headers) as response:
            assert response.status == HTTPStatus.OK
    backlog = await site.inbox.backlog()
    assert (backlog.waiting, backlog.buried) == (0, 1)


async def test_what_cannot_be_kept_is_sent_again(site: Site) -> None:
    """Another writer holds the database: 503 and when to come again; the same update is taken afterwards."""
    async with site.served() as client:
        with site.locked():
            async with client.post("/telegram", json=_UPDATE) as response:
                assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
                assert int(response.headers["Retry-After"]) >= 1
        assert site.woken == 0
        async with client.post("/telegram", json=_UPDATE) as response:
            assert response.status == HTTPStatus.OK
    assert (await site.inbox.backlog()).waiting == 1


async def test_a_full_queue_and_a_leaving_process_take_nothing(site: Site) -> None:
    """Telegram keeps what is refused: for later, or for the next process."""
    async with site.served(most_waiting=1) as client:
        statuses = []
        for n in range(2):
            async with client.post("/telegram", json=_UPDATE | {"update_id": n}) as response:
                statuses.append(response.status)
            site.clock.time += _A_SECOND
        (claim,) = await site.inbox.claim("w", 1, site.clock.time, site.clock.time + _A_SECOND)
        await site.inbox.done(claim.id, "w", site.clock.time)
        async with client.post("/telegram", json=_UPDATE | {"update_id": 2}) as response:
            statuses.append(response.status)
        await site.inbox.claim("w", 1, site.clock.time, site.clock.time + _A_SECOND)
        site.drain.drain()
        async with client.post("/telegram", json=_UPDATE | {"update_id": 3}) as response:
            statuses.append(response.status)
    assert statuses == [200, 503, 200, 503]
