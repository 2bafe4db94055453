"""Forgetting people, whatever stands in the way."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.publishing.rights import forgotten
from bot.settings import Settings
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.rights.erasures import SqlErasures
from knowledge.adapters.sql.rights.personal_data import SqlPersonalData
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.errors import LibraryUnavailable
from knowledge.rights import Beside, Erasure, ForgetPeople
from knowledge.spine.inbox import Incoming
from tests.fakes import NOON, FixedClock
from tests.knowledge.adapters.sql.rights.somebody import message
from tests.knowledge.weekly.publishing.conftest import Desk, desk_over
from tests.knowledge.weekly.taking_part.test_erasing import erasing


class Dying:
    """The `PersonalData` of a database, by a process that dies at one of its steps."""

    def __init__(self, data: SqlPersonalData, at: str) -> None:
        self._data, self._at = data, at

    def __getattr__(self, name: str) -> object:
        if name == self._at:
            raise LibraryUnavailable(name)
        return getattr(self._data, name)


@dataclass
class Bench:
    """The use case over a real database, and what it did beside that."""

    desk: Desk
    forget: ForgetPeople
    rebuilt: list[int]


@pytest.fixture
async def bench(sqlite_database: Path) -> AsyncIterator[Bench]:
    """A published issue with a note of member 1, who wants to be forgotten."""
    async with open_engine(sqlite_database) as engine:
        desk = desk_over(engine, FixedClock(NOON), Settings(channel=-1001, least_entries=1, _env_file=None))
        rebuilt: list[int] = []

        async def rebuild() -> None:
            rebuilt.append(1)

        async def nothing(_user_id: int) -> None:
            pass

        beside = Beside(desk.weekly.settle_publications, rebuild, nothing)
        erasures, data = SqlErasures(engine), SqlPersonalData(engine)
        forget = ForgetPeople(erasures, data, erasing(desk), desk.outbox, forgotten, beside, desk.clock)
        await desk.published(1)
        assert await erasures.ask(Erasure(1, NOON, "zh"))
        assert not await erasures.ask(Erasure(1, NOON, "zh"))
        yield Bench(desk, forget, rebuilt)


async def test_a_published_issue_the_library_and_the_index_are_made_anew(bench: Bench) -> None:
    """They are told by the outbox; once that is sent, nothing tells of it any more."""
    assert await bench.forget() == [1]
    assert bench.rebuilt == [1]
    assert await bench.desk.library.entries(None) == []
    assert await bench.forget() == []  # the news is on its way
    assert "forgotten:1" in await bench.desk.send()
    await bench.forget()
    assert (await bench.forget.erasures.pending(), await bench.desk.outbox.by_keys(["forgotten:1"])) == ([], {})


@pytest.mark.parametrize("step", ["in_work", "erase", "overwrite"])
async def test_what_died_in_the_middle_is_finished_the_next_time(bench: Bench, step: str) -> None:
    """Nobody is told before it is whole; the index is made anew although the issue was corrected before."""
    dying = replace(bench.forget, data=Dying(bench.forget.data, step))  # type: ignore[arg-type]  # one step is missing
    with pytest.raises(LibraryUnavailable):
        await dying()
    assert await bench.desk.outbox.by_keys(["forgotten:1"]) == {}
    assert await bench.forget() == [1]
    assert bench.rebuilt


async def test_what_is_worked_on_is_waited_for(bench: Bench) -> None:
    """An answer that is being written would be kept behind the erasure."""
    inbox = SqlInbox(bench.desk.engine)
    await inbox.keep([Incoming(5, "chat:-100", message(1, "还在答的问题"))], NOON - dt.timedelta(seconds=1))
    (claim,) = await inbox.claim("w", 1, NOON, NOON + dt.timedelta(minutes=1))
    assert await bench.forget() == []
    await inbox.done(claim.id, "w", NOON)
    assert await bench.forget() == [1]
