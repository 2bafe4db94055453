"""Forgetting what ended."""

import datetime as dt
from pathlib import Path

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.spine.replies import SqlReplies
from knowledge.records import Effect
from knowledge.spine.forgetting import ForgetEnded
from knowledge.spine.inbox import Incoming
from knowledge.spine.outbox import EffectState
from knowledge.spine.replies import Slot
from tests.fakes import NOON, FixedClock

DAY = dt.timedelta(days=1)


async def test_what_ended_goes_after_a_while_and_what_waits_stays(sqlite_database: Path) -> None:
    """What was done after three days; what was buried, sent or replied after thirty; what is pending never."""
    async with open_engine(sqlite_database) as engine:
        inbox, outbox, replies, clock = SqlInbox(engine), SqlOutbox(engine), SqlReplies(engine), FixedClock()
        forget = ForgetEnded(inbox, outbox, replies, clock)
        await inbox.keep([Incoming(n, f"lane:{n}", "{}") for n in (1, 2, 3)], NOON)
        done, buried, _ = await inbox.claim("one", 3, NOON, NOON + DAY)
        await inbox.done(done.id, "one", NOON)
        await inbox.bury(buried.id, "one", "undecodable", [], NOON)
        await outbox.put([Effect("sent", 1, {}), Effect("pending", 2, {})], NOON)
        sending = await outbox.claim("one", 2, NOON)
        await outbox.sent(sending[0].id, 5, NOON)
        await outbox.again(sending[1].id, NOON)
        await replies.begin(Slot(1, 0), 7, "x", NOON)

        clock.time = NOON + 2 * DAY
        assert await forget() == 0
        clock.time = NOON + 4 * DAY
        assert await forget() == 1
        assert len(await inbox.buried()) == 1
        clock.time = NOON + 31 * DAY
        assert await forget() == 3
        assert (await inbox.backlog()).waiting == 1
        assert [one.key for one in await outbox.effects(list(EffectState))] == ["pending"]
