"""What is known of members."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.weekly.members import Member
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, BO

WHOLE = Member(
    ANNA,
    "Anna",
    "安娜",
    "zh",
    NOON,
    anonymous=True,
    shows_streak=True,
    wants_reminders=True,
    wants_recall=True,
    banned_until=NOON + dt.timedelta(days=1),
    ban_reason="广告",
)


async def test_a_member_is_kept_as_they_want(engine: AsyncEngine) -> None:
    """Every field of it, in the place of what was known; everybody is listed by number."""
    members = SqlMembers(engine)
    assert await members.member(ANNA) is None
    for member in (Member(BO, "Bo"), WHOLE, replace(WHOLE, nickname=None), WHOLE):
        await members.keep(member)
        assert await members.member(member.user_id) == member
    assert await members.members() == [WHOLE, Member(BO, "Bo")]


async def test_a_new_name_takes_nothing_away(engine: AsyncEngine) -> None:
    """Whoever comes under another name keeps nickname and wishes, and their language unless they have another."""
    members = SqlMembers(engine)
    assert await members.seen(BO, "Bo", None) == Member(BO, "Bo")
    await members.keep(WHOLE)
    assert await members.seen(ANNA, "Anna K.", None) == replace(WHOLE, name="Anna K.")
    assert await members.seen(ANNA, "Anna K.", "en") == replace(WHOLE, name="Anna K.", language="en")
    assert await members.member(ANNA) == replace(WHOLE, name="Anna K.", language="en")


async def test_of_a_forgotten_member_only_a_ban_is_left(engine: AsyncEngine) -> None:
    """Without a name, and as long as it is not over; of others nothing."""
    members = SqlMembers(engine)
    over = Member(BO, "Bo", banned_until=NOON, ban_reason="广告")
    for member in (WHOLE, over):
        await members.keep(member)
    assert [await members.forget(user, NOON) for user in (ANNA, BO, BO)] == [True, True, False]
    left = Member(ANNA, "", banned_until=WHOLE.banned_until, ban_reason=WHOLE.ban_reason)
    assert await members.members() == [left]


async def test_a_wish_does_not_lift_a_ban_that_came_meanwhile(engine: AsyncEngine) -> None:
    """Only what is otherwise than it was read is written."""
    members = SqlMembers(engine)
    read = await members.seen(7, "小明", "zh")
    await members.keep(replace(read, banned_until=NOON, ban_reason="广告"), read)
    await members.keep(replace(read, wants_recall=True), read)
    await members.keep(read, read)
    assert await members.member(7) == replace(read, wants_recall=True, banned_until=NOON, ban_reason="广告")
