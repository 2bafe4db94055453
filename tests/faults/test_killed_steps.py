"""`zixue issue` in processes that are killed in a step, and in two at once: it is taken once, or not at all."""

import asyncio
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.fakes.telegram_server import TelegramServer, faults
from tests.faults.commands import LATER, Commands, mother
from tests.faults.editing_issues import Editor, numbers_in, placed
from tests.faults.issues_sound import issues_sound
from tests.faults.sound import count, rows
from tests.faults.test_killed_notes import far_cut_off
from tests.faults.traffic import PATIENCE

STEPS: Final = (("close", "open", "review"), ("freeze", "review", "frozen"), ("publish", "frozen", "publishing"))
MOMENTS: Final = ("before the step", "after the step")
UNDER_WAY: Final = "issues WHERE state = 'publishing' OR state = 'published' AND ingested = 0"
POSTED: Final = "outbox WHERE key LIKE 'issue:1:%' AND state = 'sent'"
FREED_AFTER: Final = 300
WEEKS, TIMES = 12, 3
"""So many issues are brought out; each step of each is killed so often at a random moment before it is let be."""

pytestmark = pytest.mark.faults


@dataclass
class Steps:
    """Takes the steps of issues by the command line, and kills it in them; `told` counts how the kills ended."""

    commands: Commands
    random: Random
    longest: float = 0.5
    told: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    async def take(self, step: str, before: str, after: str) -> None:
        """Take a step that is killed a few times at random, and at the two named moments, until it is taken."""
        for moment in self.random.sample([*MOMENTS, *["random"] * TIMES], TIMES + len(MOMENTS)):
            if await self._state() == after:
                return
            await self._killed(step, moment)
            state = await self._state()
            assert state in {before, after}, state
            self.told[f"{moment}: {'taken' if state == after else 'not taken'}"] += 1
        if await self._state() == before:
            began = time.monotonic()
            assert await self.commands("issue", step) == 0, self.commands.log[-2000:]
            self.took.append(time.monotonic() - began)
            self.longest = 1.2 * max(self.took[-6:])

    async def _killed(self, step: str, moment: str) -> None:
        if moment == "random":
            await self.commands.start("issue", step)
            await asyncio.sleep(self.random.uniform(0.0, self.longest))
            await self.commands.end()
            return
        self.commands.dies = moment
        assert await self.commands("issue", step) == -signal.SIGKILL, self.commands.log[-2000:]
        self.commands.dies = ""

    async def _state(self) -> str:
        """Of the issue that is on its way: the oldest that is not out."""
        found = await rows(self.commands.database, "SELECT state FROM issues WHERE state <> 'published' ORDER BY id")
        return str(found[0][0]) if found else "open"


async def test_a_step_is_taken_once_whenever_it_is_killed(deployment: Commands, telegram: TelegramServer) -> None:
    """After a kill an issue is as it was, or wholly as it is after the step; nothing stays locked."""
    editor, steps = Editor(telegram, deployment.database), Steps(deployment, Random(12))  # noqa: S311  no secret
    deployment.env |= editor.settings() | {"ZIXUE_CUT_OFF": far_cut_off()}
    for week in range(1, WEEKS + 1):
        await placed(deployment.database, week)
        for step in STEPS:
            await steps.take(*step)
        await sent(deployment, telegram)
    kind, kills = type(deployment.database).__name__, dict(sorted(steps.told.items()))
    sys.stdout.write(f"{kind}: {steps.told.total()} kills {kills}, {WEEKS} issues\n")
    for target in editor.targets:
        assert numbers_in(target, telegram) == list(range(1, WEEKS + 1))
    await issues_sound(deployment.database, WEEKS)


@pytest.fixture
def second_mother() -> Iterator[subprocess.Popen[str]]:
    """What the processes of another replica are forked from."""
    with mother() as process:
        yield process


@pytest.fixture
async def replicas(
    deployment: Commands, second_mother: subprocess.Popen[str], tmp_path: Path
) -> AsyncIterator[tuple[Commands, Commands]]:
    """Two machines over one database."""
    (place := tmp_path / "second").mkdir()
    other = Commands(second_mother, place, deployment.database, {**deployment.env, "ZIXUE_DATA_DIR": str(place)})
    yield deployment, other
    await other.end()


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_of_two_replicas_one_takes_a_step(replicas: tuple[Commands, Commands], telegram: TelegramServer) -> None:
    """Both try at the same time, and now and then one is killed: the step is taken once, and the other is told."""
    random, told = Random(2), Counter[str]()  # noqa: S311  no secret
    editor = Editor(telegram, replicas[0].database)
    for one in replicas:
        one.env |= editor.settings() | {"ZIXUE_CUT_OFF": far_cut_off()}
    for week in range(1, WEEKS + 1):
        await placed(replicas[0].database, week)
        assert await replicas[0]("issue", "close") == 0  # a second one would close the next issue
        for step, _, after in STEPS[1:]:
            killed = random.random() < 0.4
            codes = await raced(replicas, step, random.uniform(0.0, 0.8) if killed else None)
            won = codes.count(0)
            told[f"{'a kill' if killed else 'no kill'}: {won} of two"] += 1
            assert won <= 1
            assert killed or won == 1
            if not await count(replicas[0].database, f"issues WHERE state = '{after}'"):
                assert killed
                assert await replicas[0]("issue", step) == 0
        await sent(replicas[0], telegram)
    sys.stdout.write(f"{len(STEPS[1:]) * WEEKS} steps by two replicas at once: {dict(told)}\n")
    for target in editor.targets:
        assert numbers_in(target, telegram) == list(range(1, WEEKS + 1))
    await issues_sound(replicas[0].database, WEEKS)


async def raced(replicas: tuple[Commands, Commands], step: str, kill_after: float | None) -> list[int]:
    """The exit codes of two that take the same step at once; the first is killed after so many seconds, if at all."""
    for one in replicas:
        await one.start("issue", step)
    if kill_after is not None:
        await asyncio.sleep(kill_after)
        with suppress(ProcessLookupError):
            replicas[0].signal(signal.SIGKILL)
    return [await one.ended() for one in replicas]


async def sent(commands: Commands, telegram: TelegramServer) -> None:
    """Let a bot send what lies in the outbox, and the issue be out."""
    await commands.start("run")
    async with asyncio.timeout(PATIENCE):
        while await count(
            commands.database, "issues WHERE state = 'publishing' OR state = 'published' AND ingested = 0"
        ):
            await telegram.next_change(0.2)
    commands.signal(signal.SIGTERM)
    assert await commands.ended() == 0, commands.log[-2000:]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_a_dead_process_was_sending_is_in_doubt_after_300_seconds(
    deployment: Commands, telegram: TelegramServer
) -> None:
    """Without another bot, too: then an editor says that it went out, and the next bot sends it no more."""
    editor = Editor(telegram, deployment.database)
    deployment.env |= editor.settings() | {"ZIXUE_CUT_OFF": far_cut_off()}
    await placed(deployment.database, 1)
    for step, *_ in STEPS:
        assert await deployment("issue", step) == 0
    channel, *groups = editor.targets
    telegram.fail("sendMessage", faults.hang(after_effect=True), chat=channel)
    await deployment.start("run")
    async with asyncio.timeout(PATIENCE):
        while not telegram.faults.hanging or await count(deployment.database, POSTED) < len(groups):
            await telegram.next_change(0.2)
    await deployment.kill()
    telegram.heal()
    seen: list[str] = []
    while "partial" not in seen[-1:] and len(seen) * LATER < 2 * FREED_AFTER:
        assert await deployment("issue", "close") == 0  # any step settles what is on its way, as if 90 seconds later
        ((state,),) = await rows(deployment.database, "SELECT state FROM issues WHERE number = 1")
        seen.append(str(state))
    sys.stdout.write(f"in doubt after {len(seen) * LATER:.0f} seconds\n")
    assert seen[-1] == "partial"
    assert len(seen) * LATER >= FREED_AFTER
    await deployment.start("run")
    async with asyncio.timeout(PATIENCE):
        while not await count(deployment.database, "outbox WHERE state = 'uncertain'"):
            await telegram.next_change(0.2)
    deployment.signal(signal.SIGTERM)
    assert await deployment.ended() == 0
    assert await deployment("issue", "retry", "--settled", f"channel:{channel.id}") == 0
    assert await count(deployment.database, "issues WHERE state = 'published' AND ingested = 1") == 1
    assert await count(deployment.database, POSTED) == len(editor.targets)
    assert [numbers_in(target, telegram) for target in editor.targets] == [[1]] * len(editor.targets)
