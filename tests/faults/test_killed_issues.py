"""Bots that are killed while an editor brings out issues: each is out once, everywhere, and whole."""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from tests.fakes.telegram_server import TelegramServer
from tests.faults.commands import Commands
from tests.faults.editing_issues import Editor, numbers_in
from tests.faults.issues_sound import issues_sound
from tests.faults.kills import NAMED, Kills, Moment
from tests.faults.sound import count, sound
from tests.faults.test_killed_bots import RANDOM, ways
from tests.faults.test_killed_notes import FEW, far_cut_off
from tests.faults.traffic import PATIENCE

MANY: tuple[Moment, ...] = (RANDOM,) * 90 + NAMED * 6


@pytest.mark.faults
@pytest.mark.parametrize(("database", "moments"), [("sqlite", MANY), ("postgres", FEW)], indirect=["database"])
async def test_an_issue_is_out_once_whatever_is_killed(
    deployment: Commands, telegram: TelegramServer, moments: Sequence[Moment]
) -> None:
    """Nothing is posted twice; where nobody knows, an editor says once more or not, and so it is in each chat once."""
    random, editor = Random(len(moments)), Editor(telegram, deployment.database)  # noqa: S311  no secret
    deployment.policy["attempts"] = 1000  # kills come faster than in life
    deployment.env |= editor.settings() | {"ZIXUE_CUT_OFF": far_cut_off()}
    kills = Kills(deployment, telegram, random, ways())
    await killed(kills, editor, ["before it is known", *random.sample(moments, len(moments))])
    told = Counter(kill.moment for kill in kills.done)
    sys.stdout.write(f"{type(deployment.database).__name__}: kills {dict(told)}, {editor.weeks} issues,")
    sys.stdout.write(f" said of doubts {dict(editor.doubts)}\n")
    for target in editor.targets:
        assert numbers_in(target, telegram) == list(range(1, editor.weeks + 1))
    await issues_sound(deployment.database, editor.weeks)
    await sound(deployment.database, deployment.folder)


async def killed(kills: Kills, editor: Editor, moments: Sequence[Moment]) -> None:
    """Kill one process after the other; the last one lives until the last issue is out and in the library."""
    database = kills.commands.database
    async with asyncio.TaskGroup() as tasks:
        editing = tasks.create_task(editor.run())
        for moment in moments:
            await kills(moment)
        editor.enough.set()
        await kills.start()
        await editing
        await editor.telegram.until(lambda: editor.telegram.updates.empty, PATIENCE)
    async with asyncio.timeout(PATIENCE):
        left = "issues WHERE state = 'published' AND ingested < revision"
        while await count(database, left) or await count(database, "outbox WHERE state IN ('pending', 'sending')"):
            await editor.telegram.next_change(0.2)
    kills.commands.signal(signal.SIGTERM)
    assert await kills.commands.ended() == 0, kills.commands.log[-3000:]
