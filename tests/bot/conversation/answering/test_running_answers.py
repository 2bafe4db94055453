"""Answers that another process writes."""

import asyncio
import datetime as dt
from pathlib import Path

from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.answering.running_answers import RunningAnswers, SharedStops
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.stops import SqlStops
from knowledge.errors import LibraryUnavailable
from tests.bot.doubles import GROUP, PERSON, Conversation
from tests.fakes import NOON, FixedClock

ASKED = Message.model_validate({"message_id": 1, "date": int(NOON.timestamp()), "chat": GROUP, "from": PERSON})


class Ticking:
    """A pause that lasts until the test says so."""

    def __init__(self) -> None:
        self._due = asyncio.Semaphore(0)
        self._waits = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        """Wait."""
        assert seconds == 1.0
        self._waits.release()
        await self._due.acquire()

    async def tick(self) -> None:
        """Let a second pass: what is due in it has been done afterwards."""
        await self._waits.acquire()
        self._due.release()
        await self._waits.acquire()
        self._waits.release()


async def until_stopped(answers: RunningAnswers, begun: asyncio.Event) -> bool:
    """Write an answer that never comes; whether it was stopped."""
    with answers.running(ASKED) as this:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return this.was_stopped()
    return False


async def test_a_wish_reaches_the_process_that_writes(sqlite_database: Path) -> None:
    """Within a second; one from before the answer was begun does not, nor one of somebody else."""
    clock, ticking = FixedClock(), Ticking()
    async with open_engine(sqlite_database) as engine, asyncio.timeout(10), asyncio.TaskGroup() as group:
        stops = SqlStops(engine)
        here = RunningAnswers(SharedStops(stops, clock))
        there = RunningAnswers(SharedStops(stops, clock, ticking))
        assert await here.stop_everywhere(-100, 7) is None
        clock.time += dt.timedelta(seconds=1)
        begun = asyncio.Event()
        answer = group.create_task(until_stopped(there, begun))
        watching = group.create_task(there.watch())
        await begun.wait()
        assert await here.stop_everywhere(-100, 8) is None
        await ticking.tick()
        assert not answer.done()
        assert await here.stop_everywhere(-100, 7) is None
        await ticking.tick()
        assert await answer
        watching.cancel()


async def test_what_cannot_be_read_is_looked_for_again() -> None:
    """A database that is away for a second ends nothing."""

    class Away:
        """Stops that are there the second time."""

        asked = 0

        async def wish(self, chat_id: int, asker: int, now: dt.datetime) -> None:
            """Nothing to note."""

        async def wished(self, chat_id: int, asker: int, since: dt.datetime) -> bool:
            """Not at first."""
            del chat_id, asker, since
            self.asked += 1
            if self.asked == 1:
                raise LibraryUnavailable
            return True

    ticking = Ticking()
    answers, begun = RunningAnswers(SharedStops(Away(), FixedClock(), ticking)), asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        answer = group.create_task(until_stopped(answers, begun))
        watching = group.create_task(answers.watch())
        await begun.wait()
        await ticking.tick()
        assert not answer.done()
        await ticking.tick()
        assert await answer
        watching.cancel()


async def test_one_process_alone_watches_nothing() -> None:
    """It ends at once."""
    await asyncio.wait_for(RunningAnswers().watch(), 10)
    assert await RunningAnswers().stop_everywhere(-100, 7) is False


async def test_whoever_stops_is_told_only_what_is_known(sqlite_database: Path) -> None:
    """Another process may be writing, or none."""
    async with open_engine(sqlite_database) as engine:
        chat = Conversation()
        chat.dispatcher["running_answers"] = RunningAnswers(SharedStops(SqlStops(engine), FixedClock()))
        assert await chat.say("/stop", GROUP) == [Words.STOP_WISHED.say("zh")]
