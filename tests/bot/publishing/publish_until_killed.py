"""A program for the tests: publish one outbox in one child process after the other, and kill each.

Usage: python -m tests.bot.publishing.publish_until_killed FOLDER SEED KILLS; FOLDER/deployment.json names database,
token and api_url.
"""

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.logs import configure
from bot.publishing.application import application_of
from bot.publishing.notices import AdminNotices
from bot.publishing.publisher import Publisher
from bot.publishing.sending import SendByBot
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.governance.places import Places
from knowledge.spine.pacing import Rate
from knowledge.spine.run_due import RunDue
from knowledge.spine.send_outbox import SendOutbox
from tests.fakes import NOON, FixedClock
from tests.killing import kill_after, kill_children

ADMIN = 9


class AllAtOnce:
    """Turns that have come already; `begin` is called at the first."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin: Callable[[], None] | None = begin

    async def reserve(self, key: str, rate: Rate) -> float:
        """Now."""
        del key, rate
        if self._begin:
            self._begin()
            self._begin = None
        return 0.0

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Now."""
        del within
        return await self.reserve(key, rate)

    async def give_back(self, key: str, rate: Rate) -> None:
        """Nothing is counted."""

    async def hold(self, key: str, seconds: float) -> None:
        """Nothing is held."""


async def publish_for_ever(folder: Path, seconds: float) -> None:
    """Publish as whoever has the lease does; SIGKILL comes so many seconds after it begins to send."""
    configure("error")
    made = json.loads((folder.parent / "deployment.json").read_text(encoding="utf-8"))
    where = Path(made["file"]) if made["file"] else made["address"]
    async with open_engine(where) as engine:
        application = application_of(made["token"], made["api_url"], ZoneInfo("UTC"))
        clock = FixedClock(NOON + dt.timedelta(hours=1))
        send, pause = SendByBot(application.bot, AllAtOnce(partial(kill_after, seconds))), partial(asyncio.sleep, 0.1)
        notices = AdminNotices(Places(notice_chat=ADMIN), "en")
        outbox = SendOutbox(SqlOutbox(engine), SqlChats(engine), clock, send, folder.name, notices, pause)
        await Publisher(application, outbox, RunDue(SqlLedger(engine), clock, {})).run()


if __name__ == "__main__":
    kill_children(publish_for_ever, longest=0.3)
