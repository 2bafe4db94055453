"""Updates wait in order, and nobody but their holder ends them."""

import asyncio
import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.inbox import Backlog, Buried, Incoming
from knowledge.spine.outbox import EffectState
from tests.fakes import NOON
from tests.knowledge.adapters.sql.spine.memory_inbox import MemoryInbox

MINUTE = dt.timedelta(minutes=1)
LATER = NOON + MINUTE


@pytest.fixture
def inbox(engine: AsyncEngine) -> SqlInbox:
    """An empty inbox."""
    return SqlInbox(engine)


def updates(*numbers: int, lane: str = "chat:1") -> list[Incoming]:
    """Updates of one lane."""
    return [Incoming(number, lane, f'{{"update_id": {number}}}') for number in numbers]


async def claimed(inbox: SqlInbox, worker: str = "w", now: dt.datetime = NOON) -> list[tuple[int, int]]:
    """Numbers and attempts of what a worker gets for a minute."""
    return [(claim.update_id, claim.attempt) for claim in await inbox.claim(worker, 100, now, now + MINUTE)]


async def test_an_update_is_kept_once(inbox: SqlInbox) -> None:
    """However often it comes, also within one batch, and after it was worked off."""
    assert await inbox.keep([*updates(1, 2, 1)], NOON) == 2
    [claim] = await inbox.claim("w", 1, NOON, LATER)
    assert (claim.update_id, claim.lane, claim.payload, claim.arrived_at) == (1, "chat:1", '{"update_id": 1}', NOON)
    assert await inbox.done(claim.id, "w", NOON)
    assert await inbox.keep(updates(1, 2, 3), LATER) == 1
    assert await inbox.keep([], NOON) == 0


async def test_a_crashed_workers_update_goes_to_another(inbox: SqlInbox) -> None:
    """When its time is over, as the second attempt; the first worker cannot end it any more."""
    await inbox.keep(updates(1, 2), NOON)
    [first] = await inbox.claim("slow", 9, NOON, LATER)
    assert await claimed(inbox, "quick", LATER - dt.timedelta(microseconds=1)) == []
    [second] = await inbox.claim("quick", 9, LATER, LATER + MINUTE)
    assert (second.id, second.attempt) == (first.id, 2)
    assert not await inbox.done(first.id, "slow", LATER)
    assert not await inbox.put_back(first.id, "slow", LATER)
    assert not await inbox.bury(first.id, "slow", "crash", [Effect("k", 1, {})], LATER)
    assert await inbox.done(second.id, "quick", LATER)
    assert await SqlOutbox(inbox.engine).effects([EffectState.PENDING]) == []


async def test_a_clock_that_is_put_back_holds_nothing_up(inbox: SqlInbox) -> None:
    """Neither what was kept before, nor what a worker held that died."""
    await inbox.keep([*updates(1), *updates(2, lane="chat:2")], NOON)
    assert len(await inbox.claim("dead", 1, NOON, LATER)) == 1
    earlier = NOON - dt.timedelta(hours=1)
    assert await claimed(inbox, "w", earlier) == [(1, 2), (2, 1)]


async def test_one_that_is_put_back_holds_up_its_lane(inbox: SqlInbox) -> None:
    """Until it is due; then it comes first, as the next attempt, or as the same where it does not count."""
    await inbox.keep([*updates(1, 2), *updates(3, lane="chat:2")], NOON)
    first, other = await inbox.claim("w", 9, NOON, LATER)
    assert await inbox.put_back(first.id, "w", LATER)
    assert await inbox.put_back(other.id, "w", NOON, counted=False)
    assert await claimed(inbox, now=LATER - dt.timedelta(microseconds=1)) == [(3, 1)]
    assert await claimed(inbox, now=LATER) == [(1, 2)]


async def test_a_burial_and_its_notices_are_one(inbox: SqlInbox) -> None:
    """The notices are in the outbox when the update is buried; it keeps its text, and its lane goes on."""
    await inbox.keep(updates(1, 2), NOON)
    [claim] = await inbox.claim("w", 9, NOON, LATER)
    assert await inbox.bury(claim.id, "w", "crash", [Effect("told", 7, {"html": "!"})], LATER)
    assert await inbox.buried() == [Buried(claim.id, 1, NOON, "crash")]
    assert [kept.key for kept in await SqlOutbox(inbox.engine).effects([EffectState.PENDING])] == ["told"]
    assert await inbox.revive(claim.id, LATER)
    assert await claimed(inbox) == [(2, 1)]
    assert await inbox.backlog() == Backlog(2, NOON, 0)


async def test_what_has_no_number_is_kept_as_buried(inbox: SqlInbox) -> None:
    """Any number of them, whatever they are made of; nothing revives them."""
    assert await inbox.keep([Incoming(None, "update:?", "\0\ud800 no JSON")] * 2, NOON) == 2
    assert [(one.update_id, one.reason) for one in await inbox.buried()] == [(None, "unreadable")] * 2
    assert await claimed(inbox) == []
    assert not await inbox.revive((await inbox.buried())[0].id, NOON)
    assert await inbox.backlog() == Backlog(0, None, 2)


async def test_what_is_done_leaves_its_number_alone(inbox: SqlInbox) -> None:
    """Its text is private, and gone."""
    await inbox.keep(updates(1), NOON)
    [claim] = await inbox.claim("w", 9, NOON, LATER)
    await inbox.done(claim.id, "w", NOON)
    async with inbox.engine.connect() as connection:
        assert (await connection.execute(text("SELECT update_id, payload FROM inbox"))).all() == [(1, None)]


async def test_what_waits_behind_an_update_is_seen_and_joined_to_it(inbox: SqlInbox) -> None:
    """In one step: those are done, and whoever gets the update next, after a crash too, gets what it is now."""
    await inbox.keep([*updates(1, 2), *updates(9, lane="chat:2"), *updates(3, 4)], NOON)
    first, _ = await inbox.claim("w", 9, NOON, LATER)
    behind = await inbox.following(first.id, 2)
    assert [(one.payload, one.arrived_at) for one in behind] == [('{"update_id": 2}', NOON), ('{"update_id": 3}', NOON)]
    assert await inbox.join(first.id, "w", '{"joined\0": 2}', [behind[1].id], NOON)
    [again] = await inbox.claim("other", 1, LATER, LATER + MINUTE)
    assert (again.update_id, again.payload, again.attempt) == (1, '{"joined\ufffd": 2}', 2)
    await inbox.done(again.id, "other", LATER)
    rest = []
    while claims := await inbox.claim("w", 9, LATER + MINUTE, LATER + 2 * MINUTE):
        rest += [claim.update_id for claim in claims]
        for claim in claims:
            await inbox.done(claim.id, "w", LATER)
    assert rest == [2, 9, 4]
    assert await inbox.keep(updates(3), LATER) == 0


async def test_nothing_is_joined_that_is_somebody_elses(inbox: SqlInbox) -> None:
    """Neither to an update that another worker holds by now, nor what waits in another lane, before it or no more."""
    await inbox.keep([*updates(1, 2, 3), *updates(8, 9, lane="chat:2")], NOON)
    first, other = await inbox.claim("w", 9, NOON, LATER)
    (second, third), [ninth] = await inbox.following(first.id, 9), await inbox.following(other.id, 9)
    assert not await inbox.join(first.id, "late", "{}", [second.id], NOON)
    assert not await inbox.join(first.id, "w", "{}", [second.id, ninth.id], NOON)
    assert not await inbox.join(first.id, "w", "{}", [first.id], NOON)
    assert await inbox.join(first.id, "w", "{}", [second.id], NOON)
    assert not await inbox.join(first.id, "w", "!", [second.id, third.id], NOON)
    await inbox.done(first.id, "w", NOON)
    assert await claimed(inbox) == [(3, 1)]


@dataclass
class Course:
    """Random steps, each done to the inbox and to a list in memory, which must agree."""

    inbox: SqlInbox
    model: MemoryInbox = field(default_factory=MemoryInbox)
    chance: random.Random = field(default_factory=lambda: random.Random(5))  # noqa: S311  the same course each time
    now: dt.datetime = NOON
    ids: dict[int, int] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)

    async def step(self) -> None:
        """Some worker does something with some update."""
        self.now += dt.timedelta(seconds=self.chance.randrange(40))
        steps = [self.keep, self.claim, self.claim, self.done, self.put_back, self.bury, self.renew, self.tidy]
        step = self.chance.choice(steps)
        likely = self.model.numbers("buried" if step == self.tidy else "claimed")
        number = self.chance.choice(likely) if likely and self.chance.random() < 0.9 else self.chance.randrange(9)
        await step(self.chance.choice("aab"), number)

    async def keep(self, _worker: str, first: int) -> None:
        """Some numbers, of three lanes; 0 stands for none."""
        numbers = [first, *self.chance.choices(range(9), k=2)]
        arrived = [Incoming(number or None, f"chat:{number % 3}", "{}") for number in numbers]
        assert await self.inbox.keep(arrived, self.now) == self.model.keep(arrived, self.now)

    async def claim(self, worker: str, number: int) -> None:
        """A few."""
        how = worker, number % 4 + 1, self.now, self.now + MINUTE
        claims = await self.inbox.claim(*how)
        assert [(one.update_id, one.attempt) for one in claims] == self.model.claim(*how)
        self.ids |= {one.update_id: one.id for one in claims}

    async def done(self, worker: str, number: int) -> None:
        """Any, also those of the other worker."""
        done = await self.inbox.done(self.ids.get(number, 0), worker, self.now)
        assert done == self.model.end(number, worker, "done", self.now)
        self.ended += ["done"] * done

    async def put_back(self, worker: str, number: int) -> None:
        """For later."""
        counted, due_at = self.chance.random() < 0.5, self.now + MINUTE
        back = await self.inbox.put_back(self.ids.get(number, 0), worker, due_at, counted=counted)
        assert back == self.model.put_back(number, worker, due_at, counted=counted)
        self.ended += ["put_back"] * back

    async def bury(self, worker: str, number: int) -> None:
        """Without notices."""
        buried = await self.inbox.bury(self.ids.get(number, 0), worker, "crash", [], self.now)
        assert buried == self.model.end(number, worker, "buried", self.now)
        self.ended += ["bury"] * buried

    async def renew(self, worker: str, number: int) -> None:
        """Some, for a minute from now."""
        ids = {self.ids[one]: one for one in range(number) if one in self.ids}
        renewed = {ids[one] for one in await self.inbox.renew(worker, ids, self.now + MINUTE)}
        assert renewed == self.model.renew(worker, ids.values(), self.now + MINUTE)

    async def tidy(self, _worker: str, number: int) -> None:
        """Try a buried one again, or forget."""
        revived = await self.inbox.revive(self.ids.get(number, 0), self.now)
        assert revived == self.model.revive(number, self.now)
        self.ended += ["tidy"] * revived
        before = self.now - 4 * MINUTE
        assert await self.inbox.forget(before) == self.model.forget(before)


async def test_any_course_of_things_is_as_the_port_tells(inbox: SqlInbox) -> None:
    """Order in lanes, attempts, holds that run out, burials, what is forgotten: as a list in memory does them."""
    course = Course(inbox)
    for _ in range(110):
        await course.step()
    backlog = await inbox.backlog()
    assert (backlog.waiting, backlog.buried) == course.model.counts()
    counts = Counter(course.ended)
    assert min(counts[name] for name in ("done", "put_back", "bury", "tidy")) >= 3, counts  # else it shows little


async def test_workers_at_once_share_and_keep_the_order(database: Path | str) -> None:
    """Three, each by connections of its own, while updates still come: each is worked off once, each lane in order."""
    done: list[tuple[str, int]] = []
    wanted = 24

    async def arrive(inbox: SqlInbox) -> None:
        for number in range(0, wanted, 4):
            await inbox.keep([*updates(number, number + 1), *updates(number + 2, number + 3, lane="chat:2")], NOON)

    async def work(inbox: SqlInbox, worker: str) -> None:
        while len(done) < wanted:
            for claim in await inbox.claim(worker, 2, NOON, LATER):
                done.append((claim.lane, claim.update_id))
                assert await inbox.done(claim.id, worker, NOON)

    async with open_engine(database) as one, open_engine(database) as other, asyncio.timeout(60):
        inboxes = SqlInbox(one), SqlInbox(other), SqlInbox(one)
        await asyncio.gather(arrive(inboxes[0]), *(work(inbox, f"w{at}") for at, inbox in enumerate(inboxes)))
    for lane in ("chat:1", "chat:2"):
        numbers = [number for of, number in done if of == lane]
        assert numbers == sorted(set(numbers))
    assert len(done) == wanted


async def test_who_adds_to_a_lane_waits_for_who_does_so_already(postgres_database: str) -> None:
    """Ids are handed out before the commit: else the later id would be worked on before the earlier is there."""
    async with open_engine(postgres_database) as engine, engine.connect() as other, asyncio.timeout(20):
        inbox = SqlInbox(engine)
        await other.execute(
            text(
                "INSERT INTO inbox (update_id, lane, state, arrived_at, due_at, attempts)"
                " VALUES (5, 'chat:1', 'done', now(), now(), 0)"
            )
        )
        first = asyncio.ensure_future(inbox.keep(updates(5), NOON))  # waits for what becomes of that 5
        await waiting(engine, 1)
        second = asyncio.ensure_future(inbox.keep(updates(6), NOON))
        await waiting(engine, 2)
        assert await inbox.keep(updates(7, lane="chat:2"), NOON) == 1
        assert await claimed(inbox) == [(7, 1)]
        await other.rollback()
        assert sum(await asyncio.gather(first, second)) == 2
        assert await claimed(inbox) == [(5, 1)]


async def waiting(engine: AsyncEngine, count: int) -> None:
    """Until so many wait for a lock."""
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with engine.connect() as connection:
        while await connection.scalar(query) != count:
            await connection.rollback()


async def test_a_claim_does_not_look_at_what_ended(sqlite_database: Path) -> None:
    """What ended is a hundred times more than what waits: only the index of what is in work is gone through."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    async with open_engine(sqlite_database) as engine:
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
        await claimed(SqlInbox(engine))
        [(query, values)] = [one for one in asked if one[0].startswith("SELECT")]
        async with engine.connect() as connection:
            plan = [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN inbox USING INDEX ix_inbox_in_work"]


async def test_a_database_that_fails_is_unavailable(inbox: SqlInbox) -> None:
    """So that nothing is acknowledged."""
    async with inbox.engine.begin() as connection:
        await connection.execute(text("DROP TABLE inbox"))
    for failing in (inbox.keep(updates(1), NOON), inbox.claim("w", 1, NOON, LATER), inbox.backlog()):
        with pytest.raises(LibraryUnavailable):
            await failing
