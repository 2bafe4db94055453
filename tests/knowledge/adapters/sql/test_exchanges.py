"""What was asked in chats is kept; held to the same rules as the tests' double."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Exchanges, OpenQuestions
from knowledge.records import Cited, Exchange, Meaning, OpenQuestion, Origin
from tests.fakes import NOON
from tests.knowledge.memory_exchanges import MemoryExchanges

DAY = dt.timedelta(days=1)
FAR = -1002345678901
"""The id of a supergroup does not fit into 32 bits."""

ANSWERED = Exchange(
    id=0,
    origin=Origin(FAR, 41, 7_000_000_000, topic_id=3, replied_to=40),
    asked_at=NOON,
    typed="那它呢",
    meaning=Meaning("门控是什么"),
    status="answered",
    mode="model",
    answer="门的值在零和一之间。[1]",
    citations=(Cited(1, "e1", "门的值", "f00"),),
    parent_id=5,
)
UNANSWERED = replace(ANSWERED, status="unanswered", answer="", citations=())


@pytest.fixture
async def both(store: Path | str | None) -> AsyncIterator[tuple[Exchanges, OpenQuestions]]:
    """No exchanges and no open questions yet."""
    if store is None:
        memory = MemoryExchanges()
        yield memory, memory
    else:
        async with open_engine(store) as engine:
            yield SqlExchanges(engine), SqlOpenQuestions(engine)


@pytest.fixture
def exchanges(both: tuple[Exchanges, OpenQuestions]) -> Exchanges:
    """The exchanges alone."""
    return both[0]


async def test_an_exchange_is_kept_as_it_was(exchanges: Exchanges) -> None:
    """Every field of it, under a new id."""
    number = await exchanges.add(ANSWERED)
    assert await exchanges.exchange(number) == replace(ANSWERED, id=number)
    assert await exchanges.exchange(number + 1) is None
    assert await exchanges.add(UNANSWERED) > number


async def test_an_anonymous_asker_has_no_id(exchanges: Exchanges) -> None:
    """And no topic need be known."""
    plain = replace(ANSWERED, origin=Origin(5, 6, None, private=True), parent_id=None)
    number = await exchanges.add(plain)
    assert await exchanges.exchange(number) == replace(plain, id=number)


async def test_a_vector_is_kept_with_its_embedders_name(exchanges: Exchanges) -> None:
    """A later embedder must not take it for its own."""
    vector = np.asarray([0.6, 0.8], np.float32)
    number = await exchanges.add(replace(ANSWERED, meaning=Meaning("门控", "e5", vector)))
    kept = await exchanges.exchange(number)
    assert kept is not None
    assert kept.meaning.embedder == "e5"
    assert kept.meaning.vector is not None
    assert kept.meaning.vector.tolist() == vector.tolist()


async def test_an_answer_is_found_by_its_message(exchanges: Exchanges) -> None:
    """Of this chat and this topic only."""
    number = await exchanges.add(ANSWERED)
    await exchanges.add(ANSWERED)
    await exchanges.sent(number, 99)
    assert await exchanges.said_in(FAR, 3, 99) == replace(ANSWERED, id=number, answer_message_id=99)
    for chat, topic, message in ((FAR, 3, 98), (FAR, 4, 99), (FAR, None, 99), (FAR - 1, 3, 99)):
        assert await exchanges.said_in(chat, topic, message) is None


async def test_an_answer_is_found_by_any_of_its_messages(exchanges: Exchanges) -> None:
    """Others may have written in between, and the answer to one of them stands there."""
    long, between = await exchanges.add(ANSWERED), await exchanges.add(ANSWERED)
    await exchanges.sent(long, 99, [100, 103])
    await exchanges.sent(between, 102)
    expected = {98: None, 99: long, 100: long, 101: None, 102: between, 103: long, 104: None}
    found = {number: await exchanges.said_in(FAR, 3, number) for number in expected}
    assert {number: one and one.id for number, one in found.items()} == expected


async def test_an_answer_outside_topics_is_found(exchanges: Exchanges) -> None:
    """No topic equals no topic."""
    number = await exchanges.add(replace(ANSWERED, origin=Origin(5, 6, 7)))
    await exchanges.sent(number, 8)
    assert await exchanges.said_in(5, None, 8) is not None
    assert await exchanges.said_in(5, 1, 8) is None


async def test_who_has_asked_in_a_chat_is_known_there(exchanges: Exchanges) -> None:
    """By their number, and in that chat alone."""
    await exchanges.add(replace(ANSWERED, origin=Origin(5, 6, 7)))
    asked = [await exchanges.asked_in(user, chats) for user, chats in ((7, [4, 5]), (7, [4]), (8, [5]), (7, []))]
    assert asked == [True, False, False, False]


async def test_what_was_answered_is_listed_newest_first(exchanges: Exchanges) -> None:
    """Of this chat, since then, answered, and not from what was stored."""
    old = await exchanges.add(replace(ANSWERED, meaning=Meaning("旧")))
    new = await exchanges.add(replace(ANSWERED, asked_at=NOON + DAY, meaning=Meaning("新")))
    await exchanges.add(UNANSWERED)
    await exchanges.add(replace(ANSWERED, mode="stored"))
    await exchanges.add(replace(ANSWERED, origin=Origin(5, 6, 7)))
    await exchanges.add(replace(ANSWERED, asked_at=NOON - DAY))
    assert await exchanges.answered(FAR, NOON, 10) == [(new, Meaning("新")), (old, Meaning("旧"))]
    assert await exchanges.answered(FAR, NOON, 1) == [(new, Meaning("新"))]


async def test_old_exchanges_are_forgotten(both: tuple[Exchanges, OpenQuestions]) -> None:
    """But not while the question that one asks is open."""
    exchanges, listed = both
    old, waiting = await exchanges.add(ANSWERED), await exchanges.add(UNANSWERED)
    new = await exchanges.add(replace(ANSWERED, asked_at=NOON + DAY))
    question = await listed.open(OpenQuestion(0, FAR, Meaning("门控是什么"), NOON, 0), waiting)
    assert await exchanges.forget(NOON + DAY) == 1
    assert await exchanges.exchange(old) is None
    assert await exchanges.exchange(waiting) is not None
    await listed.close(question, NOON)
    assert await exchanges.forget(NOON + DAY) == 1
    assert await exchanges.exchange(waiting) is None
    assert await exchanges.exchange(new) is not None


async def test_the_id_of_a_forgotten_exchange_does_not_come_back(database: Path | str) -> None:
    """A button may still name it."""
    async with open_engine(database) as engine:
        exchanges = SqlExchanges(engine)
        number = await exchanges.add(ANSWERED)
        await exchanges.forget(NOON + DAY)
        assert await exchanges.add(ANSWERED) > number


async def test_exchanges_outlive_the_program(database: Path | str) -> None:
    """They lie in the library's database."""
    async with open_engine(database) as engine:
        number = await SqlExchanges(engine).add(ANSWERED)
        await SqlExchanges(engine).sent(number, 99)
    async with open_engine(database) as engine:
        assert await SqlExchanges(engine).said_in(FAR, 3, 99) is not None


async def test_a_database_that_fails_is_unavailable(database: Path | str) -> None:
    """Its library's error does not come through."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            for table in ("opinions", "exchanges"):
                await connection.exec_driver_sql(f"DROP TABLE {table}")
        exchanges = SqlExchanges(engine)
        for failing in (
            exchanges.add(ANSWERED),
            exchanges.exchange(1),
            exchanges.said_in(1, None, 1),
            exchanges.sent(1, 1),
            exchanges.answered(1, NOON, 1),
            exchanges.forget(NOON),
        ):
            with pytest.raises(LibraryUnavailable):
                await failing


async def test_what_a_message_asked_is_found_in_order(exchanges: Exchanges) -> None:
    """Of that chat alone, and only what came after an exchange where one is named."""
    elsewhere = replace(ANSWERED, origin=replace(ANSWERED.origin, chat_id=FAR - 1))
    another = replace(ANSWERED, origin=replace(ANSWERED.origin, message_id=42))
    first = await exchanges.add(ANSWERED)
    for one in (elsewhere, another):
        await exchanges.add(one)
    second = await exchanges.add(UNANSWERED)
    assert [one.id for one in await exchanges.of_message(FAR, 41)] == [first, second]
    assert await exchanges.of_message(FAR, 41, first) == [replace(UNANSWERED, id=second)]
    assert await exchanges.of_message(FAR, 41, second) == []


async def test_a_part_of_a_question_is_known_by_what_began_before_it(exchanges: Exchanges) -> None:
    """The same person asked several lines in the same place, and they were kept after the part was said."""
    lines = replace(ANSWERED, typed="一\n二", origin=Origin(5, 6, 7, topic_id=3))
    await exchanges.add(lines)
    await exchanges.add(replace(ANSWERED, typed="一行", origin=Origin(5, 6, 9, topic_id=3)))
    part, second = Origin(5, 7, 7, topic_id=3), dt.timedelta(seconds=1)
    assert await exchanges.begun_before(part, lines.asked_at)
    for other, said_at in (
        (part, lines.asked_at + second),
        (replace(part, message_id=6), lines.asked_at),
        (replace(part, user_id=9), lines.asked_at),
        (replace(part, user_id=None), lines.asked_at),
        (replace(part, topic_id=None), lines.asked_at),
        (replace(part, chat_id=4), lines.asked_at),
    ):
        assert not await exchanges.begun_before(other, said_at)
