"""The whole week, from the first note to the correction of what was published."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.week import handing_in, keeping, publishing, reviewing
from tests.e2e.week.people import BANNED
from tests.e2e.week.running import CUT_OFF, deployment
from tests.e2e.week.stage import Stage, stage_of
from tests.fakes.telegram_server import TelegramServer


@dataclass(frozen=True)
class Week:
    """What is left of it: its chats and notes, and what the archive showed before the correction and after it."""

    stage: Stage
    folder: Path
    before: dict[str, bytes]
    after: dict[str, bytes]


async def play(folder: Path) -> Week:
    """Play it in an empty folder."""
    async with TelegramServer() as telegram:
        editors = telegram.group("编辑部", bot="administrator")
        groups = telegram.group("自学小组", bot="administrator"), telegram.group("旁听群")
        channel = telegram.group("周刊频道", kind="channel", bot="administrator")
        settings = {
            "editors_chat": str(editors.id),
            "channel": str(channel.id),
            "groups": json.dumps([one.id for one in groups]),
        }
        async with deployment(folder, telegram, **settings) as deployed:
            stage = stage_of(deployed, editors, groups, channel)
            return await _play(stage, folder)


async def _play(stage: Stage, folder: Path) -> Week:
    deployed = stage.deployment
    await deployed.command("members", "ban", str(BANNED.id), "--reason", "刷屏")
    await deployed.start()
    await handing_in.everybody(stage)
    await reviewing.cards(stage)
    await deployed.stop()
    deployed.go_on(CUT_OFF + dt.timedelta(minutes=2))
    await deployed.start()
    await reviewing.after_the_cut_off(stage)
    await reviewing.freeze(stage)
    await publishing.publish_and_cut_the_power(stage)
    await publishing.settle(stage)
    await publishing.read(stage)
    before = await keeping.fetch(stage, folder / "pages" / "r1")
    await publishing.correct(stage)
    after = await keeping.fetch(stage, folder / "pages" / "r2")
    await deployed.stop()
    await keeping.keep(stage, folder)
    return Week(stage, folder, before, after)
