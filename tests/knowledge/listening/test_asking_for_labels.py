"""Asking whoever teaches the bot, over a real outbox."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.listening.asking_for_labels import AskForLabels, key_of
from knowledge.records import ChatPolicy, Effect, Overheard
from tests.fakes import FixedClock

CHAT, TEACHER = -100, 7
ROUND = dt.timedelta(minutes=5)


class School:
    """A chat with a shadow, and everything that was overheard there."""

    def __init__(self, ask: AskForLabels, overhearings: SqlOverhearings, clock: FixedClock) -> None:
        self.ask, self.overhearings, self.clock = ask, overhearings, clock
        self.governing = {TEACHER}
        self.asked: list[tuple[int, int]] = []

    async def heard(self, count: int, first: int = 1) -> None:
        """So many messages come, each nearer to the threshold than the one before."""
        for n in range(first, first + count):
            near = 0.8 - 0.4 / n
            await self.overhearings.hear(
                Overheard(0, CHAT, n, 8, f"{n}", self.clock.now(), would_answer=n % 2 == 0, confidence=near)
            )

    async def round(self) -> int:
        """One round, some minutes later."""
        self.clock.time += ROUND
        return await self.ask(self._card, self._may_teach)

    async def _card(self, overheard: Overheard, person: int) -> Effect:
        self.asked.append((overheard.message_id, person))
        return Effect(key_of(overheard), person, {"html": "x", "reply_to": None, "topic_id": None, "silent": True})

    async def _may_teach(self, person: int, chat_id: int) -> bool:
        return chat_id == CHAT and person in self.governing


@pytest.fixture
async def school(sqlite_database: Path) -> AsyncIterator[School]:
    """A shadow that somebody has switched on."""
    async with open_engine(sqlite_database) as engine:
        clock, policies, overhearings = FixedClock(), SqlPolicies(engine), SqlOverhearings(engine)
        await policies.keep_policy(ChatPolicy(CHAT, shadow=True, shadow_by=TEACHER))
        await policies.keep_policy(ChatPolicy(-200))
        yield School(AskForLabels(policies, overhearings, SqlOutbox(engine), clock, 0.8), overhearings, clock)


async def test_each_is_asked_about_once_the_nearest_first_and_twenty_a_day(school: School) -> None:
    """Two in a round, one of each kind; labelled or not, those of the last day count; the next day there are more."""
    await school.heard(30)
    assert await school.round() == 2
    assert school.asked == [(30, TEACHER), (29, TEACHER)]
    await school.overhearings.label(30, TEACHER, school.clock.now(), should_answer=True)
    assert [await school.round() for _ in range(10)] == [2] * 9 + [0]
    assert len(set(school.asked)) == len(school.asked) == 20
    school.clock.time += dt.timedelta(days=1)
    assert await school.round() == 0  # what was heard yesterday is not asked about any more
    await school.heard(1, first=31)
    assert await school.round() == 1


async def test_whoever_does_not_govern_the_chat_any_more_is_not_asked(school: School) -> None:
    """What was said there is none of their business now."""
    await school.heard(2)
    school.governing.clear()
    assert await school.round() == 0
    assert school.asked == []
