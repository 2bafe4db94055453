"""Who did what is written down, beside the weekly's steps."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.audit_log import SqlAuditLog
from knowledge.records import Audit, Audited
from tests.fakes import NOON

BANNED = Audit("7", "ban", "member:8", "", "banned", {"reason": "广告"})
ADMITTED = Audit("command line", "admit", "chat:-100", "waiting", "admitted")


async def test_the_log_is_leafed_through_from_its_end(engine: AsyncEngine) -> None:
    """Everything under its number and moment, or what concerns one subject; nothing written is nothing read."""
    log = SqlAuditLog(engine)
    later = NOON + dt.timedelta(hours=1)
    await log.add([], NOON)
    assert await log.latest(9) == []
    await log.add([BANNED, ADMITTED], NOON)
    await log.add([BANNED], later)
    third, second, first = await log.latest(3)
    assert (first, second) == (
        Audited(first.id, replace(BANNED, at=NOON)),
        Audited(second.id, replace(ADMITTED, at=NOON)),
    )
    assert third.audit.at == later
    assert await log.latest(2) == [third, second]
    assert await log.latest(2, before=second.id) == [first]
    assert await log.latest(9, subject="member:8") == [third, first]
