"""Keeping updates together, over a real inbox."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.metrics import Metrics
from bot.web import group_commit
from bot.web.group_commit import GroupCommit, NotKept
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.errors import LibraryUnavailable
from knowledge.spine.inbox import Incoming
from tests.bot.web.conftest import Site
from tests.fakes import FixedClock


@dataclass(frozen=True)
class Watched(SqlInbox):
    """An inbox whose first transaction waits, and that cannot take some updates."""

    batches: list[list[int | None]] = field(default_factory=list)
    poison: set[int | None] = field(default_factory=set)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """Keep them, when it may."""
        self.batches.append([one.update_id for one in arrived])
        self.begun.set()
        await self.go_on.wait()
        if self.poison & {one.update_id for one in arrived}:
            raise LibraryUnavailable
        return await super().keep(arrived, now)


@pytest.fixture
def inbox(site: Site) -> Watched:
    """A watched inbox."""
    return Watched(site.engine)


@pytest.fixture
def keep(inbox: Watched) -> GroupCommit:
    """What is tested."""
    return GroupCommit(inbox, FixedClock(), Metrics())


async def _behind_the_first(keep: GroupCommit, inbox: Watched) -> list[asyncio.Task[None]]:
    """Nine requests, of which eight came while the first was being kept."""
    loop = asyncio.get_running_loop()
    first = loop.create_task(keep(Incoming(0, "chat:0", "{}")))
    await inbox.begun.wait()
    others = [loop.create_task(keep(Incoming(n, f"chat:{n}", "{}"))) for n in range(1, 9)]
    await asyncio.sleep(0)
    return [first, *others]


async def test_what_comes_during_a_transaction_shares_the_next(inbox: Watched, keep: GroupCommit) -> None:
    """Nine updates in two transactions."""
    tasks = await _behind_the_first(keep, inbox)
    inbox.go_on.set()
    await asyncio.gather(*tasks)
    assert inbox.batches == [[0], [1, 2, 3, 4, 5, 6, 7, 8]]
    assert (await inbox.backlog()).waiting == 9


async def test_one_that_cannot_be_kept_takes_no_other_with_it(inbox: Watched, keep: GroupCommit) -> None:
    """Each learns what became of its own."""
    inbox.poison.add(4)
    tasks = await _behind_the_first(keep, inbox)
    inbox.go_on.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, LibraryUnavailable)] == [4]
    assert (await inbox.backlog()).waiting == 8


async def test_a_database_that_is_away_is_not_asked_for_each(
    inbox: Watched, keep: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What took long to fail would take as long for every single one."""
    monkeypatch.setattr(group_commit, "_SOON", 0.0)
    inbox.poison.update(range(1, 9))
    tasks = await _behind_the_first(keep, inbox)
    inbox.go_on.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert len(inbox.batches) == 2
    assert [type(outcome) for outcome in outcomes[1:]] == [LibraryUnavailable] * 8


@pytest.mark.parametrize("leader", [0, 1])
async def test_nobody_waits_for_one_who_was_stopped(inbox: Watched, keep: GroupCommit, leader: int) -> None:
    """The first of a batch keeps it for all; where it is cancelled they are told, and the next batch is kept."""
    tasks = await _behind_the_first(keep, inbox)
    tasks[leader].cancel()
    await asyncio.wait([tasks[leader]])
    inbox.go_on.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(outcomes[leader], asyncio.CancelledError)
    told = [isinstance(outcome, NotKept) for outcome in outcomes[2:]]
    assert told == [leader == 1] * 7
    await keep(Incoming(20, "chat:20", "{}"))
