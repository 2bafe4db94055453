"""Replies that the bot waits for."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.waiting import SqlWaiting
from knowledge.weekly.reviewing import ForgetUnanswered
from tests.fakes import NOON, FixedClock
from tests.knowledge.adapters.sql.weekly.making import ANNA, BO, GROUP

LATER = NOON + dt.timedelta(days=1)


async def test_a_reply_is_waited_for_of_one_person_to_one_message(engine: AsyncEngine) -> None:
    """Until it has come, or was asked for too long ago; asking anew takes the place of what was asked."""
    waiting = SqlWaiting(engine)
    await waiting.expect(GROUP, 1, BO, "ask:12:3", NOON)
    await waiting.expect(GROUP, 1, ANNA, "reject:12:3", LATER)
    await waiting.expect(GROUP, 2, ANNA, "nick", NOON)
    asked = [(GROUP, 1, ANNA), (GROUP, 1, BO), (ANNA, 1, ANNA), (GROUP, 2, ANNA)]
    assert [await waiting.purpose(*one) for one in asked] == ["reject:12:3", None, None, "nick"]
    assert [await waiting.waits_for(*one) for one in ((GROUP, 1), (GROUP, 3))] == [ANNA, None]
    assert await ForgetUnanswered(waiting, FixedClock(LATER + dt.timedelta(days=30)))() == 1
    await waiting.done(GROUP, 3)
    assert [await waiting.purpose(*one) for one in asked] == ["reject:12:3", None, None, None]
    await waiting.done(GROUP, 1)
    assert await waiting.purpose(*asked[0]) is None
