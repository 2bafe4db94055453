"""The week's open questions; over real tables."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.publishing.digest import DigestOpenQuestions, weekly
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.governance.places import Places
from knowledge.records import Exchange, Fault, Feedback, Meaning, OpenQuestion, Origin, Thumb
from tests.fakes import FixedClock

ADMIN = -300
DAY = dt.timedelta(days=1)
PERIOD = weekly(ZoneInfo("Asia/Shanghai")).period(dt.datetime(2026, 11, 18, tzinfo=dt.UTC))


class Group:
    """A group's list of open questions."""

    def __init__(self, exchanges: SqlExchanges, listed: SqlOpenQuestions, outbox: SqlOutbox) -> None:
        self.exchanges, self.listed, self.outbox = exchanges, listed, outbox
        self.opinions = SqlOpinions(exchanges.engine)
        clock, places = FixedClock(PERIOD.ends), Places(ADMIN)
        self.digest = DigestOpenQuestions(listed, outbox, clock, places, "zh", self.opinions)

    async def ask(self, question: str, at: dt.datetime, times: int = 1, chat_id: int = -100) -> int:
        """A question comes up, so many times."""
        exchange = Exchange(0, Origin(chat_id, 1, 7), at, question, Meaning(question), "unanswered", "extractive")
        numbers = [await self.exchanges.add(exchange) for _ in range(times)]
        asked = await self.listed.open(OpenQuestion(0, chat_id, Meaning(question), at, 0), numbers[0])
        for again in numbers[1:]:
            await self.listed.asked_again(asked, again)
        return asked

    async def told(self) -> list[tuple[str, str]]:
        """The digests in the outbox: key and words."""
        claimed = await self.outbox.claim("test", 9, PERIOD.ends)
        return [(one.effect.key, str(one.effect.payload["html"])) for one in claimed]


@pytest.fixture
async def group(sqlite_database: Path) -> AsyncIterator[Group]:
    """Nothing was asked."""
    async with open_engine(sqlite_database) as engine:
        yield Group(SqlExchanges(engine), SqlOpenQuestions(engine), SqlOutbox(engine))


async def test_a_digest_tells_what_came_up_what_was_answered_and_what_is_open(group: Group) -> None:
    """The ten that were asked most, of those the newest; once however often the job runs."""
    await group.listed.close(await group.ask("旧的", PERIOD.begins - DAY), PERIOD.begins + DAY, "e1")
    await group.listed.close(await group.ask("更旧的", PERIOD.begins - DAY), PERIOD.begins - DAY / 2, "e1")
    await group.listed.close(await group.ask("手工关闭", PERIOD.begins), PERIOD.begins + DAY)
    await group.ask("问得多", PERIOD.begins - DAY, times=3)
    for n in range(11):
        await group.ask(f"第{n}问。", PERIOD.begins + n * DAY / 2)
    for _ in range(2):
        await group.digest(PERIOD)
    ((key, html),) = await group.told()
    assert key == f"open-questions:2026-W47 Asia/Shanghai:{ADMIN}"
    assert "2026-11-09 至 2026-11-15" in html
    assert "新记入 12 条，得到解答 1 条，还有 12 条待解。" in html
    assert html.index("问得多") < html.index("第10问。") < html.index("第2问。")
    assert "第1问。" not in html


async def test_a_private_question_is_counted_but_not_told(group: Group) -> None:
    """Who asks in private has not asked the admins."""
    await group.ask("私下问的", PERIOD.begins, times=3, chat_id=7)
    await group.ask("群里问的", PERIOD.begins)
    await group.digest(PERIOD)
    ((_, html),) = await group.told()
    assert "新记入 2 条，得到解答 0 条，还有 2 条待解。" in html
    assert "群里问的" in html
    assert "私下问的" not in html


async def test_there_is_no_digest_of_nothing(group: Group) -> None:
    """A new deployment says nothing."""
    await group.digest(PERIOD)
    assert await group.told() == []


async def test_a_digest_tells_which_answers_people_found_bad(group: Group) -> None:
    """In groups, by more of them than found it good, with what most say is wrong; private questions are nobody's."""
    groups, private = Origin(-100, 1, 7), Origin(7, 1, 7, private=True)
    for question, origin, thumbs in (
        ("坏的", groups, "ddu"), ("好的", groups, "uud"), ("平手", groups, "du"), ("私下", private, "d")
    ):  # fmt: skip
        exchange = Exchange(0, origin, PERIOD.begins, question, Meaning(question), "answered", "extractive", "门。[1]")
        number = await group.exchanges.add(exchange)
        for person, thumb in enumerate(thumbs):
            given = Thumb.UP if thumb == "u" else Thumb.DOWN
            fault = Fault.OUTDATED if given is Thumb.DOWN else None
            await group.opinions.give(Feedback(number, person, given, PERIOD.begins + DAY, fault))
    await group.digest(PERIOD)
    ((_, html),) = await group.told()
    bad = html[html.index("大家觉得答得不好的") :]
    assert "1. 坏的" in bad
    assert "👎 1 · 过时" in bad
    assert "2. " not in bad
