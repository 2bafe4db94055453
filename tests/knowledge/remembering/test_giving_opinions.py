"""Opinions and their reasons, over real tables."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.records import Exchange, Fault, Meaning, Origin, Thumb
from knowledge.remembering.giving_opinions import GiveOpinion, GiveReason, Giving, Tally
from tests.fakes import NOON, FixedClock

GROUP, MING, HONG = -100, 7, 8


@dataclass
class Answered:
    """An answer in a group, and a refusal."""

    give: GiveOpinion
    reason: GiveReason
    answer: int
    refusal: int


@pytest.fixture
async def answered(sqlite_database: Path) -> AsyncIterator[Answered]:
    """One."""
    async with open_engine(sqlite_database) as engine:
        exchanges, opinions = SqlExchanges(engine), SqlOpinions(engine)
        origin, meaning = Origin(GROUP, 1, MING), Meaning("什么")
        answer = await exchanges.add(Exchange(0, origin, NOON, "什么", meaning, "answered", "model", "门。[1]"))
        refusal = await exchanges.add(Exchange(0, origin, NOON, "什么", meaning, "unanswered", "model"))
        give = GiveOpinion(exchanges, opinions, FixedClock())
        yield Answered(give, GiveReason(exchanges, opinions), answer, refusal)


async def test_each_person_has_one_opinion(answered: Answered) -> None:
    """The newest counts, and the same again takes it back."""
    give, answer = answered.give, answered.answer
    assert await give(answer, GROUP, MING, Thumb.UP) is Giving.NOTED
    assert await give(answer, GROUP, HONG, Thumb.UP) is Giving.NOTED
    assert await give(answer, GROUP, MING, Thumb.DOWN) is Giving.NOTED
    assert await give.tally(answer) == Tally(up=1, down=1)
    assert await give(answer, GROUP, MING, Thumb.DOWN) is Giving.TAKEN_BACK
    assert await give.tally(answer) == Tally(up=1)


async def test_only_an_answer_of_this_chat_can_be_judged(answered: Answered) -> None:
    """Neither a refusal, nor one of another chat, nor one that is forgotten."""
    for number, chat in ((answered.refusal, GROUP), (answered.answer, GROUP - 1), (999, GROUP)):
        assert await answered.give(number, chat, MING, Thumb.UP) is Giving.GONE
    assert await answered.give.tally(answered.answer) == Tally()


async def test_an_opinion_of_an_earlier_attempt_is_not_taken_back(answered: Answered) -> None:
    """Only one that was there before the press."""
    for since, expected in ((None, Giving.NOTED), (NOON, Giving.NOTED), (NOON + dt.timedelta(1), Giving.TAKEN_BACK)):
        assert await answered.give(answered.answer, GROUP, MING, Thumb.UP, since) is expected


async def test_a_reason_needs_a_bad_opinion_and_keeps_its_words(answered: Answered) -> None:
    """Words stay when a button follows them; they are cut where they are too long."""
    give, reason, answer = answered.give, answered.reason, answered.answer
    assert not await reason(answer, MING, Fault.OTHER, "长" * 2000)
    await give(answer, GROUP, MING, Thumb.DOWN)
    assert await reason.disliked(answer, HONG) is None
    assert (await reason.disliked(answer, MING)) is not None
    assert await reason(answer, MING, Fault.OTHER, "长" * 2000)
    assert await reason(answer, MING, Fault.OUTDATED)
    (kept,) = await give.opinions.of(answer)
    assert (kept.fault, len(kept.words or "")) == (Fault.OUTDATED, 1000)
