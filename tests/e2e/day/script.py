"""The whole day, from the bot's coming into the group to its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from knowledge import samples
from tests.e2e.day import governing, hostile
from tests.e2e.day.asking import Asking, below, whole
from tests.e2e.day.chatter import Chatter
from tests.e2e.day.neighbours import neighbours
from tests.e2e.day.people import ADA, ASKERS, BAO, PEOPLE
from tests.e2e.day.running import Hours, deployment
from tests.e2e.day.stage import Stage
from tests.e2e.day.watching import Watch
from tests.fakes.telegram_server import TelegramServer

MESSAGES: Final = 3000
EMBEDDER: Final = "none"
SEED: Final = 20_261_122
STOPPED, KILLED, ENDS = 6.0, 11.0, 24.0
"""Hours at which an operator restarts it, the power fails, and all is said."""

_OWED: Final = 240.0
_AFTERWARDS: Final = 6.0


# No repr: asyncio.run would write what its task has come to, and people, posts and chats name each other.
@dataclass(frozen=True, repr=False)
class Day:
    """What is left of it."""

    stage: Stage
    asking: Asking
    chatter: Chatter
    watch: Watch
    away: list[tuple[float, float]]


async def play(folder: Path) -> Day:
    """Play it in an empty folder."""
    async with neighbours() as neighbour, TelegramServer(privacy=False) as telegram:
        telegram.inline = True
        group = telegram.group("海边读书会", forum=True, bot="administrator")
        for person in (*PEOPLE, ADA):
            telegram.promote(group, person, "member")
        telegram.promote(group, BAO, "administrator")
        topics = tuple(telegram.topic(group, name) for name in ("论文", "作业", "工具", "闲聊"))
        async with deployment(folder, telegram, admins=json.dumps([ADA.id]), **_REAL) as deployed:
            await deployed.command("ingest", str(samples.FOLDER))
            deployed.settings["embedder"] = EMBEDDER  # the vectors follow while it serves
            hours, random = Hours(), Random(SEED)  # noqa: S311  no secret
            stage = Stage(deployed, hours, group, topics, neighbour)
            asking = Asking(telegram, group, topics, hours, random)
            chatter = Chatter(telegram, group, topics, random)
            return await _play(Day(stage, asking, chatter, Watch(deployed, hours), []))


_REAL: Final = {"user_questions": "6", "chat_questions": "20", "burst_seconds": "1.5"}
"""What the other scripted plays leave out."""


async def _play(day: Day) -> Day:
    stage = day.stage
    await stage.deployment.start()
    stage.hours.begun += stage.hours.seconds
    async with _watched(day.watch):
        await governing.let_in(stage)
        day.asking.may_mention.set()
        async with asyncio.TaskGroup() as tasks:
            for work in (
                day.chatter.go_on(stage.hours, MESSAGES, ENDS - 0.5),
                day.asking.all_day(),
                governing.all_day(stage, day.asking),
                hostile.flood(stage),
                hostile.trouble(stage),
                _restarts(day),
                _thumbs(day),
            ):
                tasks.create_task(work)
        await _all_answered(day)
    await stage.deployment.stop()
    return day


@asynccontextmanager
async def _watched(watch: Watch) -> AsyncIterator[None]:
    task = asyncio.create_task(watch.all_day())  # noqa: TID251  ended below
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _restarts(day: Day) -> None:
    """An operator restarts it, to have a model write from then on; later, the power fails."""
    stage = day.stage
    for hour, kill in ((STOPPED, False), (KILLED, True)):
        await stage.hours.until(hour)
        begun = stage.hours.now
        await stage.deployment.stop(kill=kill)
        stage.deployment.settings |= {"model_base_url": f"{stage.neighbour}/v1", "model_name": "m"}
        stage.deployment.settings |= {"model_api_key": "k", "model_price_in": "2", "model_price_out": "8"}
        await stage.deployment.start()
        day.away.append((begun, stage.hours.now))


async def _thumbs(day: Day) -> None:
    """Some of those who read an answer say what they think of it."""
    for hour in range(2, int(ENDS)):
        await day.stage.hours.until(hour + 0.5)
        answered = [one for one in day.asking.asked if whole(one.posted)]
        if answered:
            shown = whole(answered[-1].posted)[0]
            person = ASKERS[hour]
            for n, button in enumerate(shown.buttons):
                if str(button["text"]).startswith("👍"):
                    day.stage.telegram.press(person, shown, n)
        day.stage.telegram.look_up(ASKERS[hour], "梯度裁剪")


async def _all_answered(day: Day) -> None:
    """Wait until nothing is owed, and then a little, for what should not come."""
    with suppress(AssertionError):  # the test says which are owed
        await day.stage.telegram.until(lambda: all(whole(one.posted) for one in day.asking.asked), _OWED)
    await asyncio.sleep(_AFTERWARDS)
    day.stage.told["unanswered at the end"] = str(sum(not below(one.posted) for one in day.asking.asked))
