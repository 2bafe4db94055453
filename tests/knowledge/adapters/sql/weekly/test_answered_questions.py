"""The answered questions of a week."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.weekly.answered_questions import SqlAnsweredQuestions
from knowledge.records import Exchange, Meaning, Origin
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, GROUP

HOUR = dt.timedelta(hours=1)


async def test_questions_answered_anew_in_groups_are_found(engine: AsyncEngine) -> None:
    """Of the week alone, the oldest first, each meaning once: nothing private, unanswered or given from memory."""
    exchanges = SqlExchanges(engine)
    first = Exchange(
        0, Origin(GROUP, 1, ANNA), NOON, "什么是梯度？", Meaning("什么是梯度？"), "answered", "extractive", "答 [1]"
    )
    other = replace(first, meaning=Meaning("什么是门？"), asked_at=NOON + HOUR)
    private = replace(first, origin=Origin(ANNA, 1, ANNA, private=True), meaning=Meaning("什么是秘密？"))
    kept = [
        replace(other, asked_at=NOON + 2 * HOUR, meaning=Meaning("什么是损失？"), mode="stored"),
        other,
        replace(first, asked_at=NOON + 2 * HOUR, meaning=Meaning("什么是梯度"), mode="model"),
        first,
        private,
        replace(other, meaning=Meaning("什么是核？"), status="unanswered", answer=""),
        replace(other, meaning=Meaning("早先的？"), asked_at=NOON - HOUR),
        replace(other, meaning=Meaning("后来的？"), asked_at=NOON + 3 * HOUR),
    ]
    for one in kept:
        await exchanges.add(one)
    found = await SqlAnsweredQuestions(engine).answered_between(NOON, NOON + 3 * HOUR)
    assert [replace(one, id=0) for one in found] == [first, other]
