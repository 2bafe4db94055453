"""The weekly's clock."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.publishing import cut_off
from bot.settings import Settings
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.ledger import SqlLedger
from knowledge.governance.places import Places
from knowledge.spine.run_due import Job, RunDue
from knowledge.spine.schedule import Weekly
from knowledge.weekly.issues import IssueState
from tests.fakes import FixedClock
from tests.knowledge.weekly.publishing.conftest import EDITORS, Desk, desk_over

SATURDAY = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
"""Eight o'clock in the evening in Shanghai."""


@pytest.fixture
def settings() -> Settings:
    """As they come."""
    return Settings(_env_file=None)


@pytest.fixture
async def desk(sqlite_database: Path, settings: Settings) -> AsyncIterator[Desk]:
    """A desk whose issue was opened at the last cut-off."""
    async with open_engine(sqlite_database) as engine:
        made = desk_over(engine, FixedClock(SATURDAY - dt.timedelta(days=6, hours=23)), settings)
        await made.open()
        yield made


@pytest.fixture
def run_due(desk: Desk, settings: Settings) -> RunDue:
    """The weekly's jobs over a real ledger."""
    editors = cut_off.EditorsChat(desk.outbox, desk.clock, Places(editors_chat=EDITORS), "zh")
    jobs: dict[Weekly, Job] = {
        cut_off.closing(settings): cut_off.CloseAtCutOff(desk.weekly.close_issue, editors),
        cut_off.reminding(settings): cut_off.RemindEditors(desk.weekly.issues, desk.weekly.notes, editors),
    }
    return RunDue(SqlLedger(desk.engine), desk.clock, jobs)


async def told(desk: Desk) -> list[str]:
    """What editors are told."""
    claimed = []
    while found := await desk.outbox.claim("one", 10, desk.clock.now()):
        for one in found:
            claimed.append(one.effect.payload["html"])
            await desk.outbox.sent(one.id, 1, desk.clock.now())
    return claimed


async def test_editors_are_reminded_a_day_before_and_the_issue_closes_on_time(desk: Desk, run_due: RunDue) -> None:
    """Each once for its week, however often it is looked."""
    issue = await desk.open()
    for n in range(3):
        await desk.note(issue, author=n + 1)
    await run_due()  # the period in which it is first looked
    desk.clock.time = SATURDAY - dt.timedelta(hours=23)
    assert await run_due() == ["cut-off-reminder"]
    (reminder,) = await told(desk)
    assert "11-21 20:00" in reminder
    assert "3 篇" in reminder
    desk.clock.time = SATURDAY - dt.timedelta(seconds=1)
    assert await run_due() == []
    desk.clock.time = SATURDAY
    assert await run_due() == ["cut-off"]
    assert (await desk.now(issue)).state is IssueState.REVIEW
    assert await run_due() == []
    assert await told(desk) == ["v2: 3"]


async def test_a_missed_cut_off_is_made_up_for_on_waking_once(desk: Desk, run_due: RunDue) -> None:
    """With too few notes the issue is skipped and editors told why; nobody is reminded of what is over."""
    issue = await desk.open()
    await run_due()
    desk.clock.time = SATURDAY + dt.timedelta(days=3)
    assert sorted(await run_due()) == ["cut-off", "cut-off-reminder"]
    assert (await desk.now(issue)).state is IssueState.SKIPPED
    (said,) = await told(desk)
    assert "不到 3 篇" in said


async def test_a_job_that_runs_twice_closes_one_issue(desk: Desk, settings: Settings) -> None:
    """A crash may come before it is noted: the issue that was opened by it, or by hand that day, stays open."""
    await desk.note(await desk.open())
    editors = cut_off.EditorsChat(desk.outbox, desk.clock, Places(editors_chat=EDITORS), "zh")
    close = cut_off.CloseAtCutOff(desk.weekly.close_issue, editors)
    desk.clock.time = SATURDAY
    period = cut_off.closing(settings).period(SATURDAY)
    await close(period)
    younger = await desk.open()
    await close(period)
    assert await desk.open() == younger
