"""How the bot was used is read from either database as it was written."""

import datetime as dt
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.statistics import SqlStatistics
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.governance.quotas import Scope, Spent
from knowledge.records import Exchange, Feedback, Meaning, Origin, Thumb, Way
from knowledge.remembering.gaps import ListGaps
from knowledge.statistics.figures import Figures
from knowledge.statistics.show_statistics import ShowStatistics
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import IssueState, NoteChange, Step
from knowledge.weekly.notes import Note, NoteState
from tests.fakes import FixedClock

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 10, 27, 22, 30, tzinfo=dt.UTC)
"""The clocks were put back two days ago; in Berlin it is 23:30."""
GROUP = -1002345678901


@pytest.fixture
async def engine(database: Path | str) -> AsyncIterator[AsyncEngine]:
    """An engine over a database of either kind."""
    async with open_engine(database) as engine:
        yield engine


def showing(engine: AsyncEngine) -> ShowStatistics:
    """The use case over it."""
    gaps = ListGaps(SqlOpenQuestions(engine), SqlOpinions(engine))
    return ShowStatistics(SqlStatistics(engine), gaps, FixedClock(NOW), BERLIN)


def some() -> list[tuple[Exchange, Thumb | None]]:
    """Questions over twelve days, with what was thought of some answers."""
    chance = random.Random(1)  # noqa: S311  no secret
    made = []
    for number in range(40):
        chat, user = chance.choice((GROUP, 7)), chance.choice((7, 8, None))
        asked = NOW - dt.timedelta(minutes=chance.randrange(12 * 24 * 60))
        exchange = Exchange(
            0, Origin(chat, number, user, chat > 0, way=chance.choice((*Way, None))), asked, "门控", Meaning("门控"),
            chance.choice(("answered", "unanswered")), chance.choice(("model", "extractive", "stored")),
            elapsed_ms=chance.choice(({}, {"total": float(number)})),
        )  # fmt: skip
        made.append((exchange, chance.choice((None, Thumb.UP, Thumb.DOWN)) if user else None))
    return made


def plainly(
    made: list[tuple[Exchange, Thumb | None]], dates: set[dt.date], chat_id: int | None
) -> Mapping[str, object]:
    """The same by going through them one by one."""
    held = [
        (one, thumb)
        for one, thumb in made
        if one.asked_at.astimezone(BERLIN).date() in dates and chat_id in {None, one.origin.chat_id}
    ]
    modes = [one.mode for one, _ in held if one.status == "answered"]
    ways = [one.origin.way.value if one.origin.way else "" for one, _ in held]
    thumbs = [thumb for _, thumb in held]
    return {
        "ways": {way: ways.count(way) for way in ways},
        "answered": {mode: modes.count(mode) for mode in modes},
        "unanswered": len(held) - len(modes),
        "persons": len({one.origin.user_id for one, _ in held} - {None}),
        "up": thumbs.count(Thumb.UP),
        "down": thumbs.count(Thumb.DOWN),
    }


def numbers(figures: Figures) -> Mapping[str, object]:
    """Those of them that `plainly` counts."""
    names = ("ways", "answered", "unanswered", "persons", "up", "down")
    return {name: getattr(figures, name) for name in names}


async def test_numbers_are_those_of_a_plain_count(engine: AsyncEngine) -> None:
    """On each day, in all and before, of the whole bot and of one chat, also where a day has 25 hours."""
    made, exchanges, opinions = some(), SqlExchanges(engine), SqlOpinions(engine)
    for exchange, thumb in made:
        number = await exchanges.add(exchange)
        if thumb is not None and exchange.origin.user_id is not None:
            await opinions.give(Feedback(number, exchange.origin.user_id, thumb, exchange.asked_at))
    for chat_id in (None, GROUP):
        shown = await showing(engine)(5, chat_id)
        dates = [day.date for day in shown.days]
        assert dates == [dt.date(2026, 10, 23) + dt.timedelta(days=n) for n in range(5)]
        assert numbers(shown.total) == plainly(made, set(dates), chat_id)
        assert numbers(shown.before) == plainly(made, {day - dt.timedelta(days=5) for day in dates}, chat_id)
        for day in shown.days:
            assert numbers(day.figures) == plainly(made, {day.date}, chat_id)
        assert shown.total.latency["total"].p95 >= shown.total.latency["total"].p50 >= 0.0


async def test_what_was_spent_counts_once_and_notes_only_for_the_whole_bot(engine: AsyncEngine) -> None:
    """Chats' tokens, as persons' are the same; notes by their own moments, drafts and the bot's own proposals not."""
    today, spent = dt.date(2026, 10, 27), Spent(1, 100, 20, 7)
    await SqlConsumption(engine).spend([(Scope.CHAT, GROUP), (Scope.USER, 7)], today, spent)
    await SqlConsumption(engine).spend([(Scope.CHAT, 0)], today - dt.timedelta(days=6), Spent(0, 50, 5, 3))
    issues = SqlIssues(engine)
    issue = await issues.open(NOW)
    draft = Note(0, 7, Origin(7, 1, 7, private=True), Section.STUDY, NoteState.PENDING, NOW, NOW, issue_id=issue.id)
    for note in (
        draft,
        replace(draft, state=NoteState.PUBLISHED),
        replace(draft, state=NoteState.COLLECTING),
        replace(draft, author_id=None, exchange_id=3),
        replace(draft, opened_at=NOW - dt.timedelta(days=6)),
    ):
        assert await issues.take(Step(notes=(NoteChange(None, note),)), NOW)
    whole, one = await showing(engine)(5), await showing(engine)(5, GROUP)
    assert (whole.total.tokens_in, whole.total.tokens_out, whole.total.cost) == (100, 20, 7)
    assert (whole.before.tokens, one.before.tokens, one.total.tokens) == (55, 0, 120)
    assert (whole.total.handed_in, whole.before.handed_in, one.total.handed_in) == (2, 1, 0)
    assert whole.total.published == 0
    assert issue.state is IssueState.OPEN
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE issues SET published_at = '2026-10-26 12:00:00+00:00'")
    assert (await showing(engine)(5)).days[3].figures.published == 1
