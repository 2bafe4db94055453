"""Open questions are closed when something answers them, and those who wait are told."""

from dataclasses import replace

import pytest

from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.records import Effect, Entry, Exchange, Passage, Unanswered
from knowledge.remembering.closing import CloseAnswered, TellAskers
from tests.fakes import MemoryIndex
from tests.knowledge.remembering.talking import ENTRY, GROUP, PERSON, SOURCE, Talk, asked_in

QUESTION = "遗忘门的偏置为什么初始化为一"
TEXT = "遗忘门的偏置初始化为一,是为了让记忆在训练开始时先留下来。"
NEW = replace(ENTRY, id="e2", position=1, title="遗忘门的偏置", text=TEXT)


class Group:
    """A group whose question nothing answered, over a library, its index and words alone."""

    def __init__(self) -> None:
        self.talk = Talk(Unanswered())
        index = MemoryIndex()
        self.follow = FollowLibrary(self.talk.library, index, "none")
        find = FindPassages(self.talk.library, index, None, None)
        self.talk.search(find)
        self.close = CloseAnswered(self.talk.memory, find, self.talk.clock, threshold=0.2)
        self.tell_askers = TellAskers(self.talk.memory, self.talk.library, self.talk.clock)

    async def read(self, *entries: Entry) -> None:
        """The library holds these entries, and the index follows."""
        passages = [Passage(one.id, 0, (one.title,), one.text) for one in entries]
        await self.talk.library.keep(SOURCE, entries, passages)
        await self.follow()

    async def ask(self) -> int:
        """The exchange of somebody who wants to be told."""
        asked = await self.talk.converse(QUESTION, asked_in(41))
        assert asked.exchange_id is not None
        await self.talk.keep_open.want(asked.exchange_id, GROUP, PERSON)
        return asked.exchange_id

    async def listed(self, exchange: int, question: str) -> None:
        """What this exchange asks is stored as another question."""
        memory = self.talk.memory
        one = memory.listed[memory.asks[exchange]]
        memory.listed[one.id] = replace(one, meaning=replace(one.meaning, question=question))

    async def told(self) -> list[str]:
        """What goes to those who wait now."""
        before = len(self.talk.memory.effects)
        assert await self.tell_askers(news) == len(self.talk.memory.effects) - before
        return [effect.key for effect in self.talk.memory.effects[before:]]


def news(exchange: Exchange, entry: Entry) -> Effect:
    """Who is told of what."""
    return Effect(f"{exchange.id} {entry.id}", exchange.origin.chat_id, {})


async def test_a_later_entry_closes_the_question_and_the_asker_is_told() -> None:
    """With the entry that answers, and at most once."""
    group = Group()
    await group.read(ENTRY)
    exchange = await group.ask()
    assert await group.close() == 0
    await group.read(ENTRY, NEW)
    assert await group.close() == 1
    (closed,) = await group.talk.memory.questions(closed=True)
    assert (closed.entry_id, closed.closed_at) == ("e2", group.talk.clock.now())
    assert [await group.told() for _ in range(2)] == [[f"{exchange} e2"], []]


async def test_an_entry_that_was_there_before_closes_nothing() -> None:
    """It did not answer then."""
    group = Group()
    await group.read(NEW)
    await group.ask()
    await group.read(NEW, ENTRY)
    assert await group.close() == 0


async def test_an_entry_that_changed_since_closes_the_question() -> None:
    """Its passages are new."""
    group = Group()
    await group.read(replace(NEW, text="遗忘门的偏置,以后再写。"))
    await group.ask()
    await group.read(NEW)
    assert await group.close() == 1


async def test_nothing_is_asked_while_the_index_stays_as_it_is() -> None:
    """Questions cost time: they are asked again only after a change."""
    group = Group()
    await group.read(NEW)
    asked = await group.ask()
    assert await group.close() == 0
    group.talk.memory.listed[group.talk.memory.asks[asked]] = replace(
        (await group.talk.memory.questions())[0], newest_passage=0
    )
    assert await group.close() == 0
    await group.read(NEW, ENTRY)
    assert await group.close() == 1


async def test_a_question_that_grew_longer_than_may_be_typed_is_asked_again() -> None:
    """A follow-up says what it leans on, and nothing that is stored may end the pass."""
    group = Group()
    exchange = await group.ask()
    await group.listed(exchange, QUESTION + " 遗忘门的偏置" * 400)
    await group.read(NEW)
    assert await group.close() == 1


async def test_a_question_that_is_refused_stays_open_and_the_others_are_asked() -> None:
    """One of them ends nothing."""
    group = Group()
    await group.listed(await group.ask(), "")
    await group.ask()
    await group.read(NEW)
    assert await group.close() == 1
    assert [one.meaning.question for one in await group.talk.memory.questions()] == [""]


async def test_what_was_not_indexed_yet_when_it_was_asked_is_new() -> None:
    """The index is behind the library for a moment, and nothing in it answered."""
    group = Group()
    await group.talk.library.keep(SOURCE, [NEW], [Passage(NEW.id, 0, (NEW.title,), NEW.text)])
    await group.ask()
    await group.follow()
    assert await group.close() == 1


async def test_a_round_asks_so_many_questions_and_the_next_one_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that waited longest come first, also where the index changes in between."""
    monkeypatch.setattr("knowledge.remembering.closing._A_ROUND", 1)
    group = Group()
    await group.listed(await group.ask(), "别的什么")
    await group.ask()
    await group.read(NEW)
    assert await group.close() == 0
    await group.read(NEW, ENTRY)
    assert await group.close() == 1


async def test_a_question_whose_entry_is_gone_is_open_again() -> None:
    """Whoever waits is told of the next entry that answers."""
    group = Group()
    exchange = await group.ask()
    await group.read(NEW)
    await group.close()
    await group.read()
    assert await group.told() == []
    await group.read(replace(NEW, id="e3"))
    assert await group.close() == 1
    assert await group.told() == [f"{exchange} e3"]


async def test_what_is_near_without_answering_closes_nothing() -> None:
    """Below the threshold the question stays open."""
    group = Group()
    await group.ask()
    await group.read(ENTRY)
    assert await group.close() == 0
    assert await group.told() == []


async def test_nobody_is_told_of_an_entry_that_is_gone() -> None:
    """There would be nothing behind the link."""
    group = Group()
    await group.ask()
    await group.read(NEW)
    await group.close()
    await group.talk.library.remove(SOURCE.id)
    assert await group.told() == []
    assert group.talk.memory.told == {}
