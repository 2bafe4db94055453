"""How well questions about the shipped samples are answered, with the embedding model that ships."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.wiring import Zixue
from knowledge import samples
from knowledge.records import Answer
from tests.quality.asking import ask_all, having_read, share

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wired(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Zixue]:
    """A library that has read the samples."""
    async with having_read(samples.paths(), Path(tmp_path_factory.mktemp("samples"))) as wired:
        yield wired


async def test_every_suggestion_is_answered_by_a_sample_of_its_own(wired: Zixue) -> None:
    """The three questions a newcomer is offered are answered, each from another source."""
    outcomes = [await wired.answer_question(question) for question in samples.SUGGESTIONS]
    assert all(isinstance(outcome, Answer) for outcome in outcomes)
    assert len({outcome.citations[0].source for outcome in outcomes if isinstance(outcome, Answer)}) == 3


async def test_paraphrased_questions_are_answered_from_the_right_entry(wired: Zixue) -> None:
    """Questions in other words than the text's: most are answered, and mostly from the right entry."""
    asked = await ask_all(wired, "sample_questions.jsonl")
    assert share(asked, "answered") >= 0.85
    assert share(asked, "cited") >= 0.75


async def test_small_talk_is_not_answered(wired: Zixue) -> None:
    """Chatter never gets an answer; general knowledge hardly ever, even where it shares words with a page."""
    asked = await ask_all(wired, "off_topic_questions.jsonl")
    assert not [one.question for one in asked if one.tier == "chatter" and one.answered]
    assert share([one for one in asked if one.tier == "general"], "answered") <= 0.1


async def test_extractive_answers_are_verbatim(wired: Zixue) -> None:
    """Every sentence of an extractive answer stands word for word in the entry that it cites."""
    texts = {entry.id: entry.text for entry, _ in await wired.library.entries()}
    for one in await ask_all(wired, "sample_questions.jsonl"):
        if isinstance(one.outcome, Answer):
            cited = {citation.n: texts[citation.entry_id] for citation in one.outcome.citations}
            for sentence, n in re.findall(r"(.+?)\[(\d+)\]", one.outcome.text):
                assert sentence in cited[int(n)]
