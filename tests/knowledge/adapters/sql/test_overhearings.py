"""What was overheard is kept, with its labels."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.records import Overheard
from tests.fakes import NOON

DAY = dt.timedelta(days=1)
HEARD = Overheard(
    0,
    -1002345678901,
    41,
    7_000_000_000,
    "谁知道 GRU？",
    NOON,
    would_answer=True,
    topic_id=3,
    score=0.5,
    confidence=0.25,
    entry_id="e1",
)
ALSO = replace(HEARD, message_id=42, user_id=None, heard_at=NOON + DAY, would_answer=False, topic_id=None)
ELSEWHERE = replace(HEARD, chat_id=-5, score=None, confidence=None, entry_id=None)
NOBODY = 999


async def test_a_message_is_overheard_once(database: Path | str) -> None:
    """Every field of it under one number; a message of another chat is another one."""
    async with open_engine(database) as engine:
        overhearings = SqlOverhearings(engine)
        first, second, again = [await overhearings.hear(one) for one in (HEARD, ELSEWHERE, HEARD)]
        assert again == first != second
        assert await overhearings.overheard(second) == replace(ELSEWHERE, id=second)
        assert await overhearings.unlabelled(HEARD.chat_id, 9) == [replace(HEARD, id=first)]
        assert await overhearings.overheard(NOBODY) is None


async def test_what_an_admin_says_of_it_is_its_label(database: Path | str) -> None:
    """The last one counts; the newest without one are shown first, those with one from the oldest on."""
    async with open_engine(database) as engine:
        overhearings = SqlOverhearings(engine)
        first, second, third = [await overhearings.hear(one) for one in (HEARD, ALSO, ELSEWHERE)]
        assert [one.id for one in await overhearings.unlabelled(HEARD.chat_id, 9)] == [second, first]
        assert [one.id for one in await overhearings.unlabelled(HEARD.chat_id, 1)] == [second]
        for number, says in ((second, True), (first, True), (first, False), (third, True)):
            labelled = await overhearings.label(number, 7, NOON, should_answer=says)
            assert labelled is not None
            assert labelled.label is says
        assert await overhearings.label(NOBODY, 7, NOON, should_answer=True) is None
        assert await overhearings.unlabelled(HEARD.chat_id, 9) == []
        ours = [replace(HEARD, id=first, label=False), replace(ALSO, id=second, label=True)]
        assert await overhearings.labelled(HEARD.chat_id) == ours
        assert {one.id for one in await overhearings.labelled()} == {first, second, third}


async def test_what_nobody_labelled_is_forgotten(database: Path | str) -> None:
    """Where it is older; what an admin has labelled stays."""
    async with open_engine(database) as engine:
        overhearings = SqlOverhearings(engine)
        _, labelled, newer = [await overhearings.hear(one) for one in (HEARD, ELSEWHERE, ALSO)]
        await overhearings.label(labelled, 7, NOON, should_answer=False)
        assert [await overhearings.forget(NOON + DAY) for _ in range(2)] == [1, 0]
        assert [one.id for one in await overhearings.unlabelled(HEARD.chat_id, 9)] == [newer]
        assert await overhearings.overheard(labelled) is not None
