"""Bans: with a reason and an end, and in the audit."""

import datetime as dt

from knowledge.weekly.members import Member
from tests.knowledge.weekly.publishing.conftest import Desk


async def test_a_ban_is_kept_with_its_reason_and_lifted(desk: Desk) -> None:
    """Whoever is not known yet can be banned, too; each decision is in the audit with who made it."""
    ban, until = desk.weekly.taking_part.ban_member, desk.clock.now() + dt.timedelta(days=3)
    await desk.weekly.members.keep(Member(7, "小明", nickname="明"))
    banned = await ban(7, "command line", "广告", until)
    assert banned == await desk.weekly.members.member(7)
    assert (banned.nickname, banned.is_banned(desk.clock.now()), banned.is_banned(until)) == ("明", True, False)
    assert (await ban(8, "31", "刷屏")).is_banned(until + dt.timedelta(days=9999))
    assert await ban.lift(7, "command line")
    assert not await ban.lift(7, "command line")
    told = [(one.actor, one.event, one.before, one.after) for one in await desk.weekly.issues.audits("member:7")]
    assert told == [("command line", "ban", "free", "banned"), ("command line", "unban", "banned", "free")]
