"""What goes on the list of open questions."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.ports import Report
from knowledge.records import Answer, Listing, OpenQuestion, Passage, Turn, Unanswered, Wish
from tests.fakes import MemoryIndex
from tests.knowledge.memory_exchanges import MemoryExchanges
from tests.knowledge.remembering.talking import ANSWER, ENTRY, GROUP, PERSON, SOURCE, Talk, asked_in


async def unanswered(text: str = "量子门是什么", *, private: bool = False) -> tuple[Talk, int]:
    """A question that nothing answered, and its exchange."""
    talk = Talk(Unanswered())
    asked = await talk.converse(text, asked_in(private=private))
    assert asked.exchange_id is not None
    return talk, asked.exchange_id


async def test_the_same_question_is_counted() -> None:
    """However it is written."""
    talk, _ = await unanswered()
    await talk.converse("量子门是什么？", asked_in(9))
    (listed,) = await talk.memory.questions(GROUP)
    assert listed.times == 2


@pytest.mark.parametrize(("said", "kept"), [("为什么？", 1), ("能举个例子吗？", 1), ("那纠缠呢", 2)])
async def test_who_presses_for_what_was_refused_asks_nothing_new(said: str, kept: int) -> None:
    """What was refused is on the list already; another thing that is named goes there as well."""
    talk, exchange = await unanswered()
    await talk.converse.sent(exchange, 50)
    asked = await talk.converse(said, asked_in(9, replied_to=50))
    assert talk.memory.exchanges[asked.exchange_id or 0].parent_id == exchange
    assert [len(await talk.memory.questions(GROUP)), asked.listing is Listing.KEPT] == [kept, kept == 2]


async def test_a_question_that_was_closed_is_opened_anew() -> None:
    """What answered it once does not any more."""
    talk, _ = await unanswered()
    (listed,) = await talk.memory.questions()
    await talk.memory.close(listed.id, talk.clock.now())
    await talk.converse("量子门是什么", asked_in(9))
    assert [one.id for one in await talk.memory.questions()] != [listed.id]
    assert len(await talk.memory.questions()) == 1


class Following:
    """An `AnswerQuestion` that finds nothing, while which the index catches up with the library."""

    def __init__(self, follow: FollowLibrary) -> None:
        self.follow = follow

    async def __call__(
        self,
        text: str,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """Nothing."""
        del text, thread, report, threshold
        await self.follow()
        return Unanswered()


async def test_a_question_remembers_what_could_be_found() -> None:
    """Before it was looked for: what is indexed while it is answered may answer it."""
    talk, index = Talk(), MemoryIndex()
    follow = FollowLibrary(talk.library, index, "none")
    talk.search(FindPassages(talk.library, index, None, None))
    passages = [Passage("e1", at, ("门控",), f"门{at}") for at in range(2)]
    await talk.library.keep(SOURCE, [ENTRY], passages[:1])
    await follow()
    await talk.library.keep(SOURCE, [ENTRY], passages)
    await replace(talk.converse, answer_question=Following(follow))("量子门是什么", asked_in())
    (listed,) = await talk.memory.questions()
    assert listed.newest_passage == 1
    assert await talk.keep_open.known() == 2


async def test_an_answer_closes_what_asks_the_same() -> None:
    """In its chat, with the entry it cites: those who wait are told."""
    talk, exchange = await unanswered()
    await talk.keep_open.want(exchange, GROUP, PERSON)
    await talk.converse("别的是什么", asked_in(8))
    await talk.read()
    talk.answering.outcome = ANSWER
    await talk.converse("量子门是什么？", asked_in(9, private=True))
    assert len(await talk.memory.questions(GROUP)) == 2
    await talk.converse("量子门是什么？", asked_in(10))
    assert [one.meaning.question for one in await talk.memory.questions(GROUP)] == ["别的是什么"]
    assert [(one.id, entry) for one, entry in await talk.memory.untold()] == [(exchange, "e1")]


class Slow(MemoryExchanges):
    """A store in which others have their turn between reading and writing."""

    async def questions(self, chat_id: int | None = None, *, closed: bool = False) -> list[OpenQuestion]:
        """The list, a moment later."""
        listed = await super().questions(chat_id, closed=closed)
        await asyncio.sleep(0)
        return listed


async def test_who_asks_the_same_at_once_asks_one_question() -> None:
    """Both are counted."""
    talk = Talk(Unanswered())
    talk.memory = Slow()
    talk.search(talk.keep_open.meanings.find_passages)
    await asyncio.gather(*(talk.converse("量子门是什么", asked_in(message)) for message in (1, 2)))
    assert [one.times for one in await talk.memory.questions()] == [2]


async def test_a_double_tap_puts_one_question_on_the_list() -> None:
    """None that nobody asks."""
    talk = Talk(Unanswered())
    talk.memory = Slow()
    talk.search(talk.keep_open.meanings.find_passages)
    number = (await talk.converse("它有什么缺点", asked_in(private=True))).exchange_id or 0
    wishes = await asyncio.gather(*(talk.keep_open.want(number, PERSON, PERSON) for _ in range(2)))
    assert set(wishes) == {Wish.NOTED, Wish.KNOWN}
    assert [one.times for one in await talk.memory.questions()] == [1]


async def test_a_wish_opens_anew_what_was_closed_by_hand() -> None:
    """Else nobody would ever fulfil it."""
    talk, exchange = await unanswered()
    (listed,) = await talk.memory.questions()
    await talk.memory.close(listed.id, talk.clock.now())
    assert await talk.keep_open.want(exchange, GROUP, PERSON) is Wish.NOTED
    (again,) = await talk.memory.questions()
    assert (again.id != listed.id, again.times) == (True, 1)


async def test_a_wish_waits_for_what_an_entry_answers() -> None:
    """Nothing is opened: whoever wishes is told of that entry."""
    talk, exchange = await unanswered()
    (listed,) = await talk.memory.questions()
    await talk.memory.close(listed.id, talk.clock.now(), "e1")
    assert await talk.keep_open.want(exchange, GROUP, PERSON) is Wish.NOTED
    assert await talk.memory.questions() == []
    assert [entry for _, entry in await talk.memory.untold()] == ["e1"]


async def test_a_wish_in_private_puts_the_question_on_the_list() -> None:
    """Once, however often the button is pressed."""
    talk, exchange = await unanswered(private=True)
    assert await talk.memory.questions() == []
    assert await talk.keep_open.want(exchange, PERSON, PERSON) is Wish.NOTED
    assert await talk.keep_open.want(exchange, PERSON, PERSON) is Wish.KNOWN
    (listed,) = await talk.memory.questions(PERSON)
    assert listed.times == 1
    assert talk.memory.wanting == {exchange}


async def test_a_wish_in_a_group_joins_what_is_listed() -> None:
    """The question is there already."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange, GROUP, PERSON) is Wish.NOTED
    assert len(await talk.memory.questions()) == 1


async def test_only_the_asker_wishes_and_only_where_it_was_asked() -> None:
    """Others have questions of their own."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange, GROUP, PERSON + 1) is Wish.NOT_THEIRS
    assert await talk.keep_open.want(exchange, GROUP + 1, PERSON) is Wish.NOT_THEIRS
    assert talk.memory.wanting == set()


async def test_what_was_forgotten_or_answered_cannot_be_wished_for() -> None:
    """A button outlives its question."""
    talk, exchange = await unanswered()
    assert await talk.keep_open.want(exchange + 1, GROUP, PERSON) is Wish.GONE
    answered = Talk()
    await answered.read()
    asked = await answered.converse("门的值有多大", asked_in())
    assert await answered.keep_open.want(asked.exchange_id or 0, GROUP, PERSON) is Wish.GONE
