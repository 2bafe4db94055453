"""What governs a group goes with it when it becomes a supergroup."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.admissions import SqlAdmissions
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.quotas import Quota, Scope, Spent
from knowledge.records import Overheard
from tests.fakes import NOON

GROUP, SUPERGROUP = -4321, -1004321
TODAY = NOON.date()
ADMITTED = Admission(GROUP, "group", Standing.ADMITTED, NOON, "自学小组", None, NOON, "7")
WAITS = Admission(SUPERGROUP, "supergroup", Standing.WAITING, NOON + dt.timedelta(minutes=1), "自学小组", "K7Q2")


async def test_a_group_that_is_served_is_served_as_a_supergroup(engine: AsyncEngine) -> None:
    """Also where the supergroup was heard of first and waits; twice is as good as once."""
    admissions = SqlAdmissions(engine)
    for one in (ADMITTED, WAITS):
        await admissions.ask(one)
    for _ in range(2):
        await SqlChats(engine).moved(GROUP, SUPERGROUP)
    assert await admissions.admissions() == [replace(ADMITTED, chat_id=SUPERGROUP, kind="supergroup")]


async def test_what_was_decided_for_the_supergroup_stays(engine: AsyncEngine) -> None:
    """It is the newer decision."""
    admissions = SqlAdmissions(engine)
    for one in (ADMITTED, WAITS):
        await admissions.ask(one)
    refused = await admissions.decide(SUPERGROUP, Standing.REFUSED, "7", NOON)
    await SqlChats(engine).moved(GROUP, SUPERGROUP)
    assert await admissions.admissions() == [refused]


async def test_a_group_gets_no_second_allowance(engine: AsyncEngine) -> None:
    """What both used on a day is added; its quota goes with it, and a person of the same number keeps theirs."""
    consumption = SqlConsumption(engine)
    for scope, chat in ((Scope.CHAT, GROUP), (Scope.CHAT, SUPERGROUP), (Scope.USER, GROUP)):
        await consumption.spend([(scope, chat)], TODAY, Spent(1, 10, 100, 1000))
    await consumption.spend([(Scope.CHAT, GROUP)], TODAY - dt.timedelta(days=1), Spent(3))
    await consumption.keep_quota(Scope.CHAT, GROUP, Quota(5))
    for _ in range(2):
        await SqlChats(engine).moved(GROUP, SUPERGROUP)
    assert await consumption.spent(Scope.CHAT, SUPERGROUP, TODAY) == Spent(2, 20, 200, 2000)
    assert await consumption.spent(Scope.CHAT, SUPERGROUP, TODAY - dt.timedelta(days=1)) == Spent(3)
    assert await consumption.spent(Scope.CHAT, GROUP, TODAY) == Spent()
    assert await consumption.spent(Scope.USER, GROUP, TODAY) == Spent(1, 10, 100, 1000)
    assert await consumption.quota(Scope.CHAT, SUPERGROUP) == Quota(5)
    assert await consumption.quota(Scope.CHAT, GROUP) is None


async def test_messages_of_both_chats_are_told_apart(engine: AsyncEngine) -> None:
    """The supergroup numbers its messages anew: the same number is not the same message."""
    overhearings = SqlOverhearings(engine)
    said = Overheard(0, GROUP, 5, 7, "群里说的", NOON, would_answer=True)
    await overhearings.hear(said)
    await overhearings.hear(replace(said, chat_id=SUPERGROUP, text="超级群里说的"))
    await SqlChats(engine).moved(GROUP, SUPERGROUP)
    assert {one.text for one in await overhearings.unlabelled(SUPERGROUP, 9)} == {"群里说的", "超级群里说的"}
    assert await overhearings.unlabelled(GROUP, 9) == []
