"""Outcomes from what is kept of them."""

from dataclasses import replace

from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.records import Answer, Asked, Earlier, Exchange, Meaning, Passage, Unanswered
from knowledge.remembering.restoring import as_sent, restored, with_nearest
from tests.fakes import NOON, MemoryIndex, MemoryLibrary
from tests.knowledge.remembering.talking import ANSWER, ENTRY, SOURCE, Talk, asked_in

NO = Exchange(7, asked_in(5), NOON, "什么", Meaning("什么"), "unanswered", "model")


async def kept(talk: Talk) -> Exchange:
    """The answer as it is kept."""
    cited = await talk.recall.keepable(ANSWER.citations)
    return replace(NO, status="answered", mode="extractive", answer=ANSWER.text, citations=cited)


async def test_an_answer_is_what_it_was() -> None:
    """With its citations as the library has them."""
    talk = Talk()
    await talk.read()
    asked = await restored(await kept(talk), talk.recall)
    assert asked is not None
    assert (asked.exchange_id, asked.outcome, asked.message_id) == (7, ANSWER, None)


async def test_an_answer_without_its_entry_is_none() -> None:
    """It cannot be cited."""
    talk = Talk()
    await talk.read()
    exchange = await kept(talk)
    await talk.library.remove("s1")
    assert await restored(exchange, talk.recall) is None


async def test_a_no_is_a_no_whoever_said_it() -> None:
    """A stored answer that has expired is none, though."""
    talk = Talk()
    asked = await restored(NO, talk.recall)
    assert asked is not None
    assert asked.outcome == Unanswered(mode="model")
    assert await restored(replace(NO, status="answered", mode="stored"), talk.recall) is None


async def test_what_was_sent_is_only_named() -> None:
    """Nothing is looked up for it."""
    sent = replace(NO, answer_message_id=6)
    assert as_sent(sent).message_id == 6
    answered = as_sent(replace(sent, status="answered", answer="是。"))
    assert answered.outcome == Answer("是。", (), "model")


async def test_what_is_near_is_looked_up_again() -> None:
    """Without what is cited; a stored answer never had any."""
    other = replace(ENTRY, id="e2", position=1, title="门控的代价", text="门控让参数变多。")
    library, index = MemoryLibrary(), MemoryIndex()
    passages = [Passage(one.id, 0, (one.title,), one.text) for one in (ENTRY, other)]
    await library.keep(SOURCE, [ENTRY, other], passages)
    await FollowLibrary(library, index, "none")()
    find = FindPassages(library, index, None, None)
    question = await find.understood("门控是什么？")
    unanswered, answered = Asked(7, Unanswered()), Asked(7, ANSWER)
    stored = replace(answered, earlier=Earlier(NOON, "model"))
    near = [(await with_nearest(one, question, find)).outcome.nearest for one in (unanswered, answered, stored)]
    assert [{one.entry_id for one in some} for some in near] == [{"e1", "e2"}, {"e2"}, set()]
