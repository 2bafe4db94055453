"""Working off the inbox, over the real one on SQLite."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.endings import Done, Ending, TryAgain, Undecodable, WorkPolicy
from knowledge.spine.inbox import Claim, Inbox, Incoming
from knowledge.spine.outbox import EffectState
from knowledge.spine.work_inbox import Handler, WorkInbox
from tests.fakes import FixedClock

QUICK = WorkPolicy(concurrency=4, look_every=0.01, patience=5.0)
DEADLINE = 20.0


@dataclass
class Weather:
    """The inbox in front of a database that is there or not."""

    inbox: Inbox
    down: bool = False
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    renewed: asyncio.Event = field(default_factory=asyncio.Event)

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        """Any method of the inbox."""

        async def call(*args: object, **options: object) -> object:
            if self.down:
                self.refused.set()
                raise LibraryUnavailable
            outcome = await getattr(self.inbox, name)(*args, **options)
            if name == "renew":
                self.renewed.set()
            return outcome

        return call


@dataclass
class Place:
    """An inbox, what ended of it, and a worker that runs."""

    inbox: SqlInbox
    weather: Weather
    outbox: SqlOutbox
    clock: FixedClock = field(default_factory=FixedClock)
    ended: list[tuple[int, Ending]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, *updates: tuple[int, str]) -> None:
        """Keep updates: each a number and a lane."""
        arrived = [Incoming(number, lane, f'{{"update_id": {number}}}') for number, lane in updates]
        await self.inbox.keep(arrived, self.clock.now())

    def worker(self, handle: Handler, policy: WorkPolicy = QUICK, name: str = "one") -> WorkInbox:
        """A worker over this inbox."""
        return WorkInbox(cast("Inbox", self.weather), self.clock, handle, name, policy, self.notices, self.note)

    def notices(self, claim: Claim, reason: str) -> Sequence[Effect]:
        """One for each."""
        return [Effect(f"buried:{claim.id}", -1, {"html": reason})]

    def note(self, claim: Claim, ending: Ending) -> None:
        """Remember an ending."""
        self.ended.append((claim.update_id, ending))
        self.changed.set()

    async def until(self, fact: Callable[[], bool]) -> None:
        """Wait until so much has ended."""
        async with asyncio.timeout(DEADLINE):
            while not fact():
                self.changed.clear()
                await self.changed.wait()

    @asynccontextmanager
    async def working(self, worker: WorkInbox) -> AsyncIterator[asyncio.Task[None]]:
        """While the worker works; it is told to stop at the end."""
        async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as tasks:
            task = tasks.create_task(worker(self.stop))
            yield task
            self.stop.set()


@pytest.fixture
async def place(sqlite_database: Path) -> AsyncIterator[Place]:
    """An empty inbox."""
    async with open_engine(sqlite_database) as engine:
        inbox = SqlInbox(engine)
        yield Place(inbox, Weather(inbox), SqlOutbox(engine))


async def test_lanes_go_side_by_side_and_each_in_order(place: Place) -> None:
    """One that takes long keeps nobody waiting but its own lane, and no more run at once than there are places."""
    await place.keep((1, "a"), (2, "a"), (3, "b"), (4, "b"), (5, "c"), (6, "d"), (7, "e"))
    seen: list[int] = []
    at_once: list[int] = []
    go_on = asyncio.Event()

    async def handle(claim: Claim) -> None:
        at_once.append(worker.in_work())
        if claim.update_id == 1:
            await go_on.wait()
        seen.append(claim.update_id)

    worker = place.worker(handle)
    async with place.working(worker):
        await place.until(lambda: len(place.ended) == 5)
        assert set(seen) == {3, 4, 5, 6, 7}
        go_on.set()
        await place.until(lambda: len(place.ended) == 7)
    assert seen.index(3) < seen.index(4)
    assert seen[-2:] == [1, 2]
    assert max(at_once) <= 4
    assert (await place.inbox.backlog()).waiting == 0
    assert {ending for _, ending in place.ended} == {Done()}


async def test_what_arrives_is_taken_at_once(place: Place) -> None:
    """Without waiting for the next look, which is far away here."""

    async def handle(_: Claim) -> None:
        return

    worker = place.worker(handle, replace(QUICK, look_every=3600.0))
    async with place.working(worker):
        for number in (1, 2):
            await place.keep((number, "a"))
            worker.arrived()
            await place.until(lambda: len(place.ended) == number)  # noqa: B023  it is awaited here


async def test_one_that_cannot_be_decoded_delays_nobody(place: Place) -> None:
    """It is buried at the first look, with a notice, and its lane goes on."""
    await place.keep((1, "a"), (2, "a"), (3, "a"))

    async def handle(claim: Claim) -> None:
        if claim.update_id == 2:
            raise Undecodable

    async with place.working(place.worker(handle)):
        await place.until(lambda: len(place.ended) == 3)
    (buried,) = await place.inbox.buried()
    assert (buried.update_id, buried.reason) == (2, "undecodable")
    (notice,) = await place.outbox.effects([EffectState.PENDING])
    assert notice.key == f"buried:{buried.id}"


async def test_a_failure_is_tried_again_until_the_last_attempt(place: Place) -> None:
    """With longer and longer pauses; then an admin is told, and what came behind it has its turn."""
    await place.keep((1, "a"), (2, "a"))
    attempts: list[tuple[int, int, dt.datetime]] = []

    async def handle(claim: Claim) -> None:
        attempts.append((claim.update_id, claim.attempt, place.clock.now()))
        if claim.update_id == 1:
            raise ZeroDivisionError

    began = place.clock.now()
    async with place.working(place.worker(handle)):
        for seconds in (1, 5, 30, 120):
            tried = len(attempts)
            await place.until(lambda: len(place.ended) > tried)  # noqa: B023  it is awaited here
            place.clock.time += dt.timedelta(seconds=seconds)
        await place.until(lambda: len(place.ended) == 6)
    waited = [(attempt, round((at - began).total_seconds())) for number, attempt, at in attempts if number == 1]
    assert waited == [(1, 0), (2, 1), (3, 6), (4, 36), (5, 156)]
    assert attempts[-1][:2] == (2, 1)
    assert [one.reason for one in await place.inbox.buried()] == ["ZeroDivisionError"]


async def test_what_kills_its_process_is_not_tried_for_ever(place: Place) -> None:
    """As many claims that nobody ended as there are attempts, and it is buried unhandled; its lane goes on."""
    await place.keep((1, "a"), (2, "a"))
    for n in range(QUICK.attempts):
        now = place.clock.now()
        assert len(await place.inbox.claim(f"dead {n}", 1, now, now)) == 1
    handled: list[int] = []

    async def handle(claim: Claim) -> None:
        handled.append(claim.update_id)

    async with place.working(place.worker(handle)):
        await place.until(lambda: len(place.ended) == 2)
    assert handled == [2]
    assert [(one.update_id, one.reason) for one in await place.inbox.buried()] == [(1, "crashed")]


async def test_the_last_attempt_is_still_an_attempt(place: Place) -> None:
    """After one crash less, it is handled, and done."""
    await place.keep((1, "a"))
    for n in range(QUICK.attempts - 1):
        now = place.clock.now()
        await place.inbox.claim(f"dead {n}", 1, now, now)

    async def handle(claim: Claim) -> None:
        assert claim.attempt == QUICK.attempts

    async with place.working(place.worker(handle)):
        await place.until(lambda: len(place.ended) == 1)
    assert place.ended == [(1, Done())]


async def test_an_uncounted_try_does_not_bring_the_end_nearer(place: Place) -> None:
    """Telegram's own waiting times are nobody's failure."""
    await place.keep((1, "a"))
    attempts: list[int] = []

    async def handle(claim: Claim) -> None:
        attempts.append(claim.attempt)
        if len(attempts) < 9:
            raise TryAgain(dt.timedelta(0), counted=False)

    async with place.working(place.worker(handle)):
        await place.until(lambda: len(place.ended) == 9)
    assert attempts == [1] * 9


async def test_a_database_that_is_away_is_waited_for(place: Place) -> None:
    """Neither while claiming nor while an end is noted does it end the worker, and nothing is done twice."""
    await place.keep((1, "a"))
    handled: list[int] = []

    async def handle(claim: Claim) -> None:
        handled.append(claim.update_id)
        if claim.update_id == 1:
            place.weather.down = True

    async with place.working(place.worker(handle)):
        await place.weather.refused.wait()
        await place.keep((2, "a"))
        place.weather.down = False
        await place.until(lambda: len(place.ended) == 2)
    assert handled == [1, 2]


async def test_a_lease_is_renewed_as_long_as_the_work_takes(place: Place) -> None:
    """Nobody else gets it, however long it takes."""
    await place.keep((1, "a"))
    go_on = asyncio.Event()

    async def handle(_: Claim) -> None:
        await go_on.wait()

    policy = replace(QUICK, lease=60.0, renew_every=0.01)
    async with place.working(place.worker(handle, policy)):
        for _ in range(5):
            place.clock.time += dt.timedelta(seconds=50)
            place.weather.renewed.clear()
            await place.weather.renewed.wait()
            now = place.clock.now()
            assert await place.inbox.claim("another", 1, now, now + dt.timedelta(seconds=60)) == []
        go_on.set()
        await place.until(lambda: len(place.ended) == 1)


async def test_a_lease_that_cannot_be_renewed_ends_the_work(place: Place) -> None:
    """By then another worker may have the update; its end is not noted here."""
    await place.keep((1, "a"))
    cancelled = asyncio.Event()

    async def handle(_: Claim) -> None:
        place.weather.down = True
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async with place.working(place.worker(handle, replace(QUICK, lease=0.2, renew_every=0.01))):
        await cancelled.wait()
        place.stop.set()
    assert place.ended == []
    now = place.clock.now() + dt.timedelta(seconds=1)
    (again,) = await place.inbox.claim("another", 1, now, now)
    assert again.attempt == 2


async def test_an_update_that_another_worker_has_got_is_let_go(place: Place) -> None:
    """Such as after a pause of the whole machine: the work is cancelled, and its end is not noted here."""
    await place.keep((1, "a"))
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def handle(_: Claim) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async with place.working(place.worker(handle, replace(QUICK, renew_every=0.01))):
        await begun.wait()
        ended = place.clock.now() + dt.timedelta(seconds=QUICK.lease)
        assert len(await place.inbox.claim("another", 1, ended, ended)) == 1
        await cancelled.wait()
    assert place.ended == []


async def test_a_claim_of_which_the_worker_never_heard_runs_out(place: Place) -> None:
    """Its confirmation was lost on the way: while others are in work, it is not held on to for ever."""
    await place.keep((1, "a"), (2, "b"))
    now = place.clock.now()
    await place.inbox.claim("one", 1, now, now + dt.timedelta(seconds=QUICK.lease))
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def handle(claim: Claim) -> None:
        if claim.update_id == 2:
            begun.set()
            await go_on.wait()

    async with place.working(place.worker(handle, replace(QUICK, renew_every=0.01))):
        await begun.wait()
        for _ in range(2):
            place.weather.renewed.clear()
            await place.weather.renewed.wait()
            place.clock.time += dt.timedelta(seconds=50)
        await place.until(lambda: place.ended == [(1, Done())])
        go_on.set()


async def test_a_stop_lets_what_has_begun_finish_and_claims_nothing_more(place: Place) -> None:
    """What waits is left to the next process."""
    await place.keep((1, "a"), (2, "a"))
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Claim) -> None:
        begun.set()
        await go_on.wait()

    async with place.working(place.worker(handle)):
        await begun.wait()
        place.stop.set()
        asyncio.get_running_loop().call_soon(go_on.set)
    assert place.ended == [(1, Done())]
    assert (await place.inbox.backlog()).waiting == 1


@pytest.mark.parametrize("how", ["patience", "cancelled"])
async def test_what_does_not_finish_is_handed_back_as_if_not_tried(place: Place, how: str) -> None:
    """Another process has it at once, whether the worker lost patience or was itself cancelled."""
    await place.keep((1, "a"))
    begun = asyncio.Event()

    async def handle(_: Claim) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with place.working(place.worker(handle, replace(QUICK, patience=0.05))) as work:
        await begun.wait()
        if how == "cancelled":
            work.cancel()
        else:
            place.stop.set()
        await asyncio.wait([work])
    now = place.clock.now()
    (again,) = await place.inbox.claim("another", 1, now, now)
    assert (again.update_id, again.attempt) == (1, 1)


async def test_a_leap_of_the_clock_does_not_double_the_work(place: Place) -> None:
    """An hour on, our own lease looks like somebody's that has ended."""
    await place.keep((1, "a"))
    handled: list[int] = []
    go_on = asyncio.Event()

    async def handle(claim: Claim) -> None:
        handled.append(claim.attempt)
        place.clock.time += dt.timedelta(hours=1)
        await go_on.wait()

    worker = place.worker(handle)
    async with place.working(worker):
        async with asyncio.timeout(DEADLINE):
            while await _attempts(place) < 2:
                worker.arrived()
                await asyncio.sleep(0)
        go_on.set()
        await place.until(lambda: len(place.ended) == 1)
    assert handled == [1]


async def _attempts(place: Place) -> int:
    async with place.inbox.engine.connect() as connection:
        row = await connection.exec_driver_sql("SELECT attempts FROM inbox")
        attempts: int = row.scalar_one()
        return attempts
