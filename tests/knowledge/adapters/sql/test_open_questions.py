"""Open questions are kept; held to the same rules as the tests' double."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Exchanges, OpenQuestions
from knowledge.records import Effect, Exchange, Meaning, OpenQuestion, Origin
from knowledge.spine.outbox import EffectState
from tests.fakes import NOON
from tests.knowledge.memory_exchanges import MemoryExchanges

GROUP, OTHER = -1002345678901, -1002345678902
HOUR = dt.timedelta(hours=1)
EXCHANGE = Exchange(0, Origin(GROUP, 41, 7), NOON, "门控？", Meaning("门控"), "unanswered", "extractive")
NEWS = Effect("told:1", GROUP, {})
QUESTION = OpenQuestion(0, GROUP, Meaning("门控"), NOON, newest_passage=12)


class Both:
    """The two ports over one store."""

    def __init__(self, exchanges: Exchanges, listed: OpenQuestions) -> None:
        self.exchanges, self.listed = exchanges, listed

    async def open(self, question: OpenQuestion = QUESTION) -> tuple[int, int]:
        """A question on the list and the exchange that asks it."""
        exchange = await self.exchanges.add(replace(EXCHANGE, origin=Origin(question.chat_id, 41, 7)))
        return await self.listed.open(question, exchange), exchange


@pytest.fixture
async def both(store: Path | str | None) -> AsyncIterator[Both]:
    """Nothing open yet."""
    if store is None:
        memory = MemoryExchanges()
        yield Both(memory, memory)
    else:
        async with open_engine(store) as engine:
            yield Both(SqlExchanges(engine), SqlOpenQuestions(engine))


async def test_a_question_is_kept_as_it_was(both: Both) -> None:
    """With the exchange that asks it counted."""
    number, exchange = await both.open()
    assert await both.listed.questions() == [replace(QUESTION, id=number, times=1)]
    assert await both.listed.asked_by(exchange) == number
    assert await both.listed.asked_by(exchange + 1) is None


async def test_an_exchange_asks_one_open_question(both: Both) -> None:
    """Whoever puts it on the list a second time, before or after it was closed."""
    number, exchange = await both.open()
    assert await both.listed.open(QUESTION, exchange) == number
    await both.listed.close(number, NOON)
    assert await both.listed.open(QUESTION, exchange) == number + 1
    assert [(one.id, one.times) for one in await both.listed.questions(closed=True)] == [(number, 0), (number + 1, 1)]


async def test_what_was_closed_by_hand_is_asked_by_nobody(both: Both) -> None:
    """What an entry closed is still theirs."""
    by_hand, first = await both.open()
    answered, second = await both.open()
    await both.listed.close(by_hand, NOON)
    await both.listed.close(answered, NOON, "e1")
    assert [await both.listed.asked_by(one) for one in (first, second)] == [None, answered]


async def test_a_question_can_be_opened_again(both: Both) -> None:
    """That of the exchange alone, as it was."""
    number, exchange = await both.open()
    other, _ = await both.open()
    for one in (number, other):
        await both.listed.close(one, NOON, "e1")
    await both.listed.reopen(exchange)
    assert await both.listed.questions() == [replace(QUESTION, id=number, times=1)]


async def test_old_questions_that_nobody_asks_any_more_are_forgotten(both: Both) -> None:
    """Closed ones with the last exchange that asked them; open ones stay, and so do young ones."""
    closed, _ = await both.open()
    still_open, _ = await both.open()
    young, _ = await both.open(replace(QUESTION, asked_at=NOON + HOUR))
    for one in (closed, young):
        await both.listed.close(one, NOON, "e1")
    assert await both.exchanges.forget(NOON + HOUR) == 2
    assert [one.id for one in await both.listed.questions(closed=True)] == [still_open, young]


async def test_asking_again_is_counted_once_an_exchange(both: Both) -> None:
    """The same exchange is the same asking."""
    number, _ = await both.open()
    again = await both.exchanges.add(EXCHANGE)
    for _ in range(2):
        await both.listed.asked_again(number, again)
    assert [one.times for one in await both.listed.questions()] == [2]


async def test_a_chat_has_a_list_of_its_own(both: Both) -> None:
    """Without a chat all are listed, the oldest first."""
    late, _ = await both.open(replace(QUESTION, asked_at=NOON + HOUR))
    other, _ = await both.open(replace(QUESTION, chat_id=OTHER))
    assert [one.id for one in await both.listed.questions(GROUP)] == [late]
    assert [one.id for one in await both.listed.questions()] == [other, late]


async def test_a_question_is_closed_once(both: Both) -> None:
    """By whoever comes first; it stays to be looked at."""
    number, _ = await both.open()
    assert await both.listed.close(number, NOON + HOUR, "e1")
    assert not await both.listed.close(number, NOON, None)
    assert not await both.listed.close(number + 1, NOON, None)
    assert await both.listed.questions() == []
    (closed,) = await both.listed.questions(closed=True)
    assert (closed.closed_at, closed.entry_id) == (NOON + HOUR, "e1")


async def test_a_wish_is_noted_once(both: Both) -> None:
    """Pressing twice changes nothing."""
    _, exchange = await both.open()
    assert await both.listed.want(exchange)
    assert not await both.listed.want(exchange)
    assert not await both.listed.want(exchange + 1)


async def test_those_who_want_it_wait_to_be_told(both: Both) -> None:
    """Once an entry answers; not the others, and not when somebody closed it by hand."""
    number, wanting = await both.open()
    silent = await both.exchanges.add(EXCHANGE)
    await both.listed.asked_again(number, silent)
    by_hand, unlucky = await both.open()
    for exchange in (wanting, unlucky):
        await both.listed.want(exchange)
    assert await both.listed.untold() == []
    await both.listed.close(number, NOON, "e1")
    await both.listed.close(by_hand, NOON)
    assert [(one.id, entry) for one, entry in await both.listed.untold()] == [(wanting, "e1")]


async def test_an_asker_is_told_once(both: Both) -> None:
    """Whichever process asks first may send."""
    number, wanting = await both.open()
    await both.listed.want(wanting)
    await both.listed.close(number, NOON, "e1")
    assert await both.listed.tell(wanting, NEWS, NOON)
    assert not await both.listed.tell(wanting, NEWS, NOON + HOUR)
    assert await both.listed.untold() == []


async def test_the_news_is_in_the_outbox_or_nobody_was_told(database: Path | str) -> None:
    """One transaction: what fails between leaves the asker waiting for the next round."""
    async with open_engine(database) as engine:
        listed, outbox = SqlOpenQuestions(engine), SqlOutbox(engine)
        both = Both(SqlExchanges(engine), listed)
        number, wanting = await both.open()
        await listed.want(wanting)
        await listed.close(number, NOON, "e1")
        broken = replace(NEWS, payload={"html": object()})
        with pytest.raises(LibraryUnavailable):
            await listed.tell(wanting, broken, NOON)
        assert [exchange.id for exchange, _ in await listed.untold()] == [wanting]
        assert await listed.tell(wanting, NEWS, NOON)
        assert not await listed.tell(wanting, NEWS, NOON)
        assert [(one.key, one.chat_id) for one in await outbox.effects([EffectState.PENDING])] == [("told:1", GROUP)]


async def test_a_database_that_fails_is_unavailable(database: Path | str) -> None:
    """Its library's error does not come through."""
    async with open_engine(database) as engine:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("DROP TABLE opinions")  # they point to exchanges
            await connection.exec_driver_sql("DROP TABLE exchanges")
            await connection.exec_driver_sql("DROP TABLE open_questions")
        listed = SqlOpenQuestions(engine)
        for failing in (
            listed.questions(),
            listed.open(QUESTION, 1),
            listed.asked_again(1, 1),
            listed.asked_by(1),
            listed.want(1),
            listed.close(1, NOON),
            listed.reopen(1),
            listed.untold(),
            listed.tell(1, NEWS, NOON),
        ):
            with pytest.raises(LibraryUnavailable):
                await failing
