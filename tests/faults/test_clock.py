"""Weekly jobs and a clock that does not behave: each once for its week, and what it sends once."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.publishing.digest import DigestOpenQuestions
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.governance.places import Places
from knowledge.records import Exchange, Meaning, OpenQuestion, Origin
from knowledge.spine.outbox import EffectState
from knowledge.spine.run_due import RunDue
from knowledge.spine.schedule import Weekly, week_of
from tests.fakes import NOON, FixedClock
from tests.fakes.telegram_server import TelegramServer, User
from tests.faults.serving_here import DEADLINE, serving

ADMIN = -300
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
AT_NIGHT, IN_THE_MORNING = dt.time(2, 30), dt.time(9)
SUNDAY, MONDAY = 6, 0


@dataclass
class Processes:
    """Two of a deployment, which look at the same moment whether the digest is due."""

    engines: list[AsyncEngine]
    clock: FixedClock = field(default_factory=FixedClock)

    async def look(self, at: dt.datetime, weekday: int, time: dt.time, zone: str) -> None:
        """Both look."""
        self.clock.time = at
        await asyncio.gather(*(self._run_due(engine, weekday, time, zone)() for engine in self.engines))

    def _run_due(self, engine: AsyncEngine, weekday: int, time: dt.time, zone: str) -> RunDue:
        digest = DigestOpenQuestions(SqlOpenQuestions(engine), SqlOutbox(engine), self.clock, Places(ADMIN), "zh")
        return RunDue(SqlLedger(engine), self.clock, {Weekly("digest", weekday, time, ZoneInfo(zone)): digest})

    async def weeks(self) -> list[str]:
        """The weeks for which a digest lies in the outbox."""
        effects = await SqlOutbox(self.engines[0]).effects(list(EffectState))
        return [effect.key.split(":")[1].split()[0] for effect in effects]

    async def runs(self) -> list[str]:
        """The weeks for which the ledger has a run."""
        return [week_of(run.period) for run in await SqlLedger(self.engines[0]).runs("digest")]


@pytest.fixture
async def processes(database: Path | str) -> AsyncIterator[Processes]:
    """With one open question to tell of."""
    async with AsyncExitStack() as stack:
        engines = [await stack.enter_async_context(open_engine(database)) for _ in range(2)]
        await ask(engines[0])
        yield Processes(engines)


async def ask(engine: AsyncEngine) -> None:
    """Nobody knows the answer."""
    origin, meaning = Origin(-100, 1, 7), Meaning("什么是门控？")
    exchange = Exchange(0, origin, NOON, meaning.question, meaning, "unanswered", "extractive")
    number = await SqlExchanges(engine).add(exchange)
    await SqlOpenQuestions(engine).open(OpenQuestion(0, -100, meaning, NOON, 0), number)


@pytest.mark.parametrize(
    ("midnight", "before", "week"),
    [
        ("2026-03-29T00:00+01:00", "2026-W12", "2026-W13"),  # 02:30 is left out
        ("2026-10-25T00:00+02:00", "2026-W42", "2026-W43"),  # 02:30 comes twice
    ],
)
async def test_a_change_of_the_clocks_at_the_cut_off(
    processes: Processes, midnight: str, before: str, week: str
) -> None:
    """With a machine's clock that is an hour off now and then, in both directions."""
    begin = dt.datetime.fromisoformat(midnight).astimezone(dt.UTC)
    for minutes in range(0, 300, 30):
        for off in (dt.timedelta(), HOUR, -HOUR):
            await processes.look(begin + dt.timedelta(minutes=minutes) + off, SUNDAY, AT_NIGHT, "Europe/Berlin")
    assert await processes.runs() == [before, week]
    assert await processes.weeks() == [week]  # the one before had ended when the ledger began


async def test_a_change_of_the_setting(processes: Processes) -> None:
    """To the west before the cut-off and to the east after it, day by day: each week has one digest."""
    zones = "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin", "UTC"
    begin = dt.datetime(2026, 11, 16, 1, tzinfo=dt.UTC)
    for number in range(45):
        await processes.look(begin + number * DAY / 3, MONDAY, IN_THE_MORNING, zones[number % len(zones)])
    assert await processes.runs() == ["2026-W47", "2026-W48", "2026-W49"]
    assert await processes.weeks() == ["2026-W48", "2026-W49"]


@pytest.mark.faults
async def test_the_whole_bot_sleeps_over_cut_offs(sqlite_database: Path) -> None:
    """Two processes wake up weeks later, and again an hour earlier: each time one digest for the newest week."""
    async with TelegramServer() as telegram:
        admins, chat = telegram.group(), telegram.private(User(7, "小明"))

        async def live(ahead: dt.timedelta, digests: int) -> None:
            folder, more = sqlite_database.parent, {"notice_chat": admins.id}
            async with (
                serving(telegram, folder, ahead=ahead, **more) as bot,
                serving(telegram, folder, ahead=ahead, **more),
            ):
                await bot.publish(f"at {ahead}", chat, "醒了")  # after the jobs that are due at the start
                await telegram.until(lambda: any("醒了" in one.text for one in telegram.sent(chat)[-1:]), DEADLINE)
                await telegram.until(lambda: len(telegram.sent(admins)) >= digests, DEADLINE)
                await bot.until_effect(f"at {ahead}", EffectState.SENT)
                assert len(await bot.effects()) == len(telegram.sent(chat)) + digests

        async with open_engine(sqlite_database) as engine:
            await ask(engine)
        await live(dt.timedelta(), 0)
        await live(17 * DAY, 1)
        await live(17 * DAY - HOUR, 1)
        await live(24 * DAY, 2)
        assert len(telegram.sent(admins)) == 2
