"""Which chats are served is kept."""

import asyncio
import datetime as dt
from collections.abc import Awaitable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.admissions import SqlAdmissions
from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.governance.admissions import Admission, Standing
from knowledge.records import Audit
from tests.fakes import NOON

LATER = NOON + dt.timedelta(hours=1)
GROUP = Admission(-1009876543210, "supergroup", Standing.WAITING, NOON, "自学小组", "K7Q2M9")
OTHER = Admission(42, "private", Standing.ADMITTED, LATER)


async def test_a_chat_that_asks_again_keeps_how_it_stands_and_its_code(engine: AsyncEngine) -> None:
    """Only what it is called is as it is now; whoever came last is listed first."""
    admissions = SqlAdmissions(engine)
    assert await admissions.admission(GROUP.chat_id) is None
    assert [await admissions.ask(one) for one in (GROUP, OTHER, GROUP)] == [GROUP, OTHER, GROUP]
    again = replace(GROUP, standing=Standing.ADMITTED, title="新名字", code="OTHER", asked_at=LATER)
    assert await admissions.ask(again) == replace(GROUP, title="新名字")
    assert await admissions.admissions() == [OTHER, replace(GROUP, title="新名字")]


async def test_a_code_is_used_up_by_the_decision(engine: AsyncEngine) -> None:
    """Whichever it is; a chat that nobody knows is not decided about."""
    admissions = SqlAdmissions(engine)
    await admissions.ask(GROUP)
    assert await admissions.by_code("K7Q2M9") == GROUP
    decided = replace(GROUP, standing=Standing.REFUSED, code=None, decided_at=LATER, decided_by="7")
    assert await admissions.decide(GROUP.chat_id, Standing.REFUSED, "7", LATER) == decided
    assert await admissions.admission(GROUP.chat_id) == decided
    assert await admissions.by_code("K7Q2M9") is None
    assert await admissions.decide(OTHER.chat_id, Standing.ADMITTED, "7", LATER) is None


async def test_of_two_who_decide_at_once_one_does(engine: AsyncEngine) -> None:
    """Whoever saw the chat wait while the other decided changes nothing, and nothing of it is written down."""
    admissions = SqlAdmissions(engine)
    await admissions.ask(GROUP)

    def decided(by: str, standing: Standing) -> Awaitable[Admission | None]:
        told = Audit(by, "decide", "chat", Standing.WAITING, standing, at=LATER)
        return admissions.decide(GROUP.chat_id, standing, by, LATER, told)

    made = await asyncio.gather(decided("7", Standing.ADMITTED), decided("8", Standing.REFUSED))
    (first,) = [one for one in made if one]
    assert await admissions.admission(GROUP.chat_id) == first
    assert [one.audit.actor for one in await SqlAuditLog(engine).latest(9)] == [first.decided_by]
