"""/stats and its buttons, through the real dispatcher over a real database."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.methods import EditMessageMedia, SendPhoto
from aiogram.types import BufferedInputFile, InputMediaPhoto

from bot.buttons import Press
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.statistics import SqlStatistics
from knowledge.records import Exchange, Meaning, Origin
from knowledge.remembering.gaps import ListGaps
from knowledge.statistics.ports import ChartRefused
from knowledge.statistics.sheets import Sheet
from knowledge.statistics.show_statistics import ShowStatistics
from tests.bot.doubles import GROUP, PERSON, PRIVATE, Conversation
from tests.fakes import NOON, FixedClock

OTHER = {**PERSON, "id": 8}
OTHER_PRIVATE = {**PRIVATE, "id": 8}


class Charts:
    """A `Charts` that keeps the sheets."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.refuses = False

    async def drawn(self, sheet: Sheet) -> bytes:
        """No picture of it."""
        if self.refuses:
            raise ChartRefused
        self.sheets.append(sheet)
        return b"png"


class Rights:
    """An `Authority` of two sets, which may change between two presses."""

    def __init__(self) -> None:
        self.admins, self.governors, self.clock = {7}, {7, 8}, FixedClock()

    async def is_admin(self, user_id: int) -> bool:
        """Of the whole bot."""
        return user_id in self.admins

    async def governs(self, user_id: int, chat_id: int) -> bool:
        """Of the group."""
        return user_id == chat_id or user_id in self.governors


class Asked(Conversation):
    """A chat whose group has asked three questions, and somebody in private one."""

    def __init__(self, statistics: ShowStatistics) -> None:
        super().__init__()
        self.charts, self.rights = Charts(), Rights()
        self.dispatcher.workflow_data.update(statistics=statistics, charts=self.charts, authority=self.rights)

    def photos(self) -> list[SendPhoto]:
        """What was sent."""
        return [one for one in self.calls() if isinstance(one, SendPhoto)]

    def turned(self) -> list[InputMediaPhoto]:
        """What was put in its place."""
        media = [one.media for one in self.calls() if isinstance(one, EditMessageMedia)]
        return [one for one in media if isinstance(one, InputMediaPhoto)]


@pytest.fixture
async def asked(sqlite_database: Path) -> AsyncIterator[Asked]:
    """That chat."""
    async with open_engine(sqlite_database) as engine:
        exchanges = SqlExchanges(engine)
        for number, chat in enumerate((-100, -100, -100, 7)):
            origin, question = Origin(chat, number, 7, chat > 0), f"门控 {number}"
            await exchanges.add(Exchange(0, origin, NOON, question, Meaning(question), "answered", "model"))
        gaps = ListGaps(SqlOpenQuestions(engine), SqlOpinions(engine))
        yield Asked(ShowStatistics(SqlStatistics(engine), gaps, FixedClock(), dt.UTC))


async def test_an_admin_is_sent_the_whole_bots_numbers_in_private(asked: Asked) -> None:
    """A picture of a month with the numbers below it, or of the days that are asked for."""
    await asked.say("/stats")
    await asked.say("/stats 7天")
    month, week = asked.photos()
    assert isinstance(month.photo, BufferedInputFile)
    assert "近 30 天" in (month.caption or "")
    assert "提问 4（" in (month.caption or "")
    assert "近 7 天" in (week.caption or "")
    assert [len(sheet.panels[0].across) for sheet in asked.charts.sheets] == [30, 7]
    assert "/stats 7d" in (await asked.say("/stats 12d"))[0]


async def test_who_governs_a_group_is_sent_its_numbers_alone(asked: Asked) -> None:
    """Not those of other chats; in private, where the whole bot is told of, they are no admin."""
    await asked.say("/stats 7d", GROUP, **{"from": OTHER})
    (photo,) = asked.photos()
    assert "提问 3（" in (photo.caption or "")
    assert "只算本群" in (photo.caption or "")
    await asked.say("/stats", OTHER_PRIVATE, **{"from": OTHER})
    assert len(asked.photos()) == 1


async def test_a_button_turns_the_picture_in_its_place(asked: Asked) -> None:
    """To other days, again when it is pressed again; made-up days turn nothing."""
    await asked.say("/stats")
    for days in (90, 90, 12):
        await asked.press(Press("stats", "show", days).pack())
    assert ["近 90 天" in (one.caption or "") for one in asked.turned()] == [True, True]
    assert len(asked.photos()) == 1


async def test_whoever_was_demoted_a_minute_ago_turns_nothing(asked: Asked) -> None:
    """Nor does somebody else who presses; a button is no right."""
    await asked.say("/stats", GROUP)
    shown = asked.screen.messages[-1]
    asked.rights.governors.clear()
    asked.rights.admins.clear()
    await asked.press(Press("stats", "show", 90).pack(), shown)
    await asked.press(Press("stats", "show", 90).pack(), shown, OTHER)
    await asked.press(Press("admin", "stats").pack(), shown)
    assert asked.turned() == []
    assert len(asked.photos()) == 1


async def test_without_a_picture_the_numbers_are_told(asked: Asked) -> None:
    """And turn in their place; the picture comes back when it can be drawn."""
    asked.charts.refuses = True
    (told,) = await asked.say("/stats")
    assert "图没画出来" in told
    await asked.press(Press("stats", "show", 7).pack())
    assert "近 7 天" in (asked.screen.edits[-1].text or "")
    asked.charts.refuses = False
    await asked.press(Press("stats", "show", 90).pack())
    assert len(asked.turned()) == 1
    await asked.press(Press("admin", "stats").pack())
    assert len(asked.photos()) == 1
