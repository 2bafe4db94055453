"""What people think of answers is kept."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.records import Exchange, Fault, Feedback, Meaning, Origin, Thumb
from tests.fakes import NOON

HOUR = dt.timedelta(hours=1)
ASKED = Exchange(0, Origin(-1002345678901, 41, 7), NOON, "门控？", Meaning("门控？"), "answered", "model", "门。[1]")
ANNA, BO = 7_000_000_000, 2


async def test_one_opinion_of_everybody_counts(database: Path | str) -> None:
    """Their last one, with its reason; until they take it back."""
    async with open_engine(database) as engine:
        opinions, number = SqlOpinions(engine), await SqlExchanges(engine).add(ASKED)
        up = Feedback(number, ANNA, Thumb.UP, NOON)
        down = Feedback(number, ANNA, Thumb.DOWN, NOON + HOUR, Fault.OTHER, "没说 <b>清楚</b>")
        other = Feedback(number, BO, Thumb.UP, NOON)
        for one in (down, up, other, down):
            await opinions.give(one)
        assert await opinions.of(number) == [other, down]
        assert [await opinions.take_back(number, ANNA) for _ in range(2)] == [True, False]
        assert await opinions.of(number) == [other]


async def test_opinions_of_a_time_come_with_what_they_are_of(database: Path | str) -> None:
    """From its beginning up to its end; those that were given first at the front."""
    async with open_engine(database) as engine:
        opinions, exchanges = SqlOpinions(engine), SqlExchanges(engine)
        numbers = [await exchanges.add(ASKED) for _ in range(3)]
        given = [Feedback(number, ANNA, Thumb.DOWN, NOON - n * HOUR) for n, number in enumerate(numbers)]
        for one in given:
            await opinions.give(one)
        found = await opinions.between(NOON - 2 * HOUR, NOON)
        assert found == [(replace(ASKED, id=one.exchange_id), one) for one in (given[2], given[1])]


async def test_of_an_answer_that_is_forgotten_nothing_is_thought(database: Path | str) -> None:
    """What was thought goes with it, and a thumb that is pressed later is no error."""
    async with open_engine(database) as engine:
        opinions, exchanges = SqlOpinions(engine), SqlExchanges(engine)
        thumb = Feedback(await exchanges.add(ASKED), ANNA, Thumb.UP, NOON)
        await opinions.give(thumb)
        assert await exchanges.forget(NOON + HOUR) == 1
        for _ in range(2):
            assert await opinions.of(thumb.exchange_id) == []
            await opinions.give(thumb)


async def test_an_answer_is_thought_of_wherever_its_chat_was_given_it(database: Path | str) -> None:
    """A thumb below the stored answer counts for the one that it comes from, and none of another chat does."""
    async with open_engine(database) as engine:
        opinions, exchanges = SqlOpinions(engine), SqlExchanges(engine)
        elsewhere = replace(ASKED, origin=Origin(-5, 41, 7))
        given = [await exchanges.add(one) for one in (ASKED, replace(ASKED, mode="stored"), elsewhere)]
        assert await opinions.balance(given[0]) == 0
        for number, who, thumb in ((0, ANNA, Thumb.UP), (1, ANNA, Thumb.DOWN), (1, BO, Thumb.DOWN), (2, BO, Thumb.UP)):
            await opinions.give(Feedback(given[number], who, thumb, NOON))
        assert [await opinions.balance(one) for one in given] == [-1, -1, 1]
