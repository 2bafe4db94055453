"""A slot is begun once, and tells what it holds."""

import asyncio
import datetime as dt

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.replies import SqlReplies
from knowledge.spine.replies import Reply, Slot
from tests.fakes import NOON

GROUP = -1001234567890
SLOT, NEXT = Slot(2**40, 0), Slot(2**40, 1)


async def test_a_slot_tells_what_became_of_it(engine: AsyncEngine) -> None:
    """Nothing at first; that it was begun; which message it holds and what that says now; nothing once withdrawn."""
    replies = SqlReplies(engine)
    assert await replies.begin(SLOT, GROUP, "first", NOON) is None
    assert await replies.begin(NEXT, GROUP, "next", NOON) is None
    assert await replies.begin(SLOT, GROUP, "second", NOON) == Reply(GROUP, "first", None)
    await replies.sent(SLOT, "first", 2**33)
    await replies.sent(SLOT, "edited", 2**33)
    assert await replies.begin(SLOT, GROUP, "third", NOON) == Reply(GROUP, "edited", 2**33)
    assert await replies.begin(NEXT, GROUP, "next", NOON) == Reply(GROUP, "next", None)
    await replies.withdraw(NEXT)
    assert await replies.begin(NEXT, GROUP, "anew", NOON) is None


async def test_of_two_at_once_one_begins(engine: AsyncEngine) -> None:
    """The other learns of the first."""
    replies = SqlReplies(engine)
    known = await asyncio.gather(*(replies.begin(SLOT, GROUP, "same", NOON) for _ in range(4)))
    assert sorted(known, key=str) == [None, *[Reply(GROUP, "same", None)] * 3]


async def test_older_slots_are_forgotten(engine: AsyncEngine) -> None:
    """Not the newer ones."""
    replies = SqlReplies(engine)
    day = dt.timedelta(days=1)
    await replies.begin(SLOT, GROUP, "old", NOON - day)
    await replies.begin(NEXT, GROUP, "new", NOON)
    assert await replies.forget(NOON) == 1
    assert await replies.begin(SLOT, GROUP, "again", NOON) is None
    assert await replies.begin(NEXT, GROUP, "again", NOON) == Reply(GROUP, "new", None)
