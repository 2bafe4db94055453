"""When an answer is given again."""

import datetime as dt
from dataclasses import replace

import pytest

from knowledge.records import Answer, Cited, Earlier, Entry, Exchange, Feedback, Meaning, Origin, Thumb
from knowledge.remembering.recalling import earlier, fingerprint
from tests.fakes import NOON
from tests.knowledge.memory_opinions import MemoryOpinions
from tests.knowledge.remembering.talking import ANSWER, CITATION, ENTRY, GROUP, Talk

DAY = dt.timedelta(days=1)
KEPT = Exchange(
    id=0,
    origin=Origin(GROUP, 1, 7),
    asked_at=NOON,
    typed="门的值有多大？",
    meaning=Meaning("门的值有多大？"),
    status="answered",
    mode="extractive",
    answer=ANSWER.text,
    citations=(Cited(1, "e1", "门的值", fingerprint(ENTRY.title, ENTRY.text)),),
    answer_message_id=2,
)
ASKED = Meaning("门的值有多大")


async def talk(exchange: Exchange = KEPT, *entries: Entry, of_model: bool = False) -> Talk:
    """A chat that remembers this exchange, over a library that holds these entries."""
    one = Talk(of_model=of_model)
    await one.read(*entries)
    await one.memory.add(exchange)
    return one


async def test_an_answer_is_given_again_with_what_the_library_says_of_its_sources() -> None:
    """Every word of a citation comes from the library, as it is now."""
    recalled = await (await talk()).recall(GROUP, ASKED)
    assert recalled is not None
    assert recalled[0] == Answer(ANSWER.text, (CITATION,), "stored")
    assert earlier(recalled[1]) == Earlier(NOON, "extractive", 2)


async def test_what_never_came_into_a_message_was_not_given() -> None:
    """Telegram would not take it, say: nobody has read it."""
    assert await (await talk(replace(KEPT, answer_message_id=None))).recall(GROUP, ASKED) is None


async def test_an_answer_stays_in_its_chat() -> None:
    """What one group talks of is nothing for another."""
    assert await (await talk()).recall(GROUP - 1, ASKED) is None


@pytest.mark.parametrize(
    "now",
    [replace(ENTRY, text="门的值不在零和一之间。"), replace(ENTRY, id="e2"), replace(ENTRY, duplicate_of="e0")],
)
async def test_an_answer_expires_with_what_it_cites(now: Entry) -> None:
    """The entry has changed, is gone, or was folded into another."""
    assert await (await talk(KEPT, now)).recall(GROUP, ASKED) is None


async def test_what_stands_beside_the_text_may_change() -> None:
    """A source that moved says the same as before, under its new address."""
    recalled = await (await talk(KEPT, replace(ENTRY, url="https://e.org/new"))).recall(GROUP, ASKED)
    assert recalled is not None
    assert recalled[0].citations[0].url == "https://e.org/new"


async def test_one_citation_that_does_not_stand_is_enough() -> None:
    """An answer is whole or not at all."""
    two = replace(KEPT, citations=(*KEPT.citations, Cited(2, "gone", "x", "f")))
    assert await (await talk(two)).recall(GROUP, ASKED) is None


async def test_an_old_answer_is_not_given_again() -> None:
    """After half a year it is asked anew."""
    one = await talk()
    one.clock.time = NOON + 180 * DAY
    assert await one.recall(GROUP, ASKED) is not None
    one.clock.time += dt.timedelta(seconds=1)
    assert await one.recall(GROUP, ASKED) is None


async def test_the_newest_answer_that_stands_is_given() -> None:
    """A newer one that has expired does not hide it."""
    one = await talk()
    await one.memory.add(replace(KEPT, asked_at=NOON + DAY, answer="更新。[1]"))
    await one.memory.add(replace(KEPT, asked_at=NOON + 2 * DAY, citations=(Cited(1, "gone", "x", "f"),)))
    one.clock.time = NOON + 3 * DAY
    recalled = await one.recall(GROUP, ASKED)
    assert recalled is not None
    assert recalled[0].text == "更新。[1]"


async def test_with_a_model_only_its_answers_are_given_again() -> None:
    """What was quoted while it was down is not what it would say."""
    assert await (await talk(of_model=True)).recall(GROUP, ASKED) is None
    written = await talk(replace(KEPT, mode="model"), of_model=True)
    assert await written.recall(GROUP, ASKED) is not None


async def test_an_answer_that_more_think_ill_of_is_not_given_again() -> None:
    """As long as nobody else thinks as well of it."""
    one = await talk()
    opinions = MemoryOpinions(one.memory)
    recall = replace(one.recall, opinions=opinions)
    await opinions.give(Feedback(1, 7, Thumb.DOWN, NOON))
    assert await recall(GROUP, ASKED) is None
    await opinions.give(Feedback(1, 8, Thumb.UP, NOON))
    assert await recall(GROUP, ASKED) is not None


async def test_citations_are_kept_with_what_their_entries_say() -> None:
    """An entry that went meanwhile leaves a fingerprint that nothing has."""
    one = await talk()
    kept = await one.recall.keepable([CITATION, replace(CITATION, n=2, entry_id="gone")])
    assert kept == (KEPT.citations[0], Cited(2, "gone", "门的值", ""))


def test_a_fingerprint_is_of_what_an_entry_says() -> None:
    """Its title and its text."""
    said = fingerprint(ENTRY.title, ENTRY.text)
    assert said == fingerprint(ENTRY.title, ENTRY.text)
    assert said not in {fingerprint("门", ENTRY.text), fingerprint(ENTRY.title, "门")}
