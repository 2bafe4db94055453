"""How well questions about the shipped samples are answered, with the embedding model that ships."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.wiring import Zixue
from knowledge import samples
from knowledge.evaluating import sets
from knowledge.evaluating.evaluate_answers import EvaluateAnswers
from knowledge.evaluating.reports import Report, report
from knowledge.evaluating.trials import Run
from knowledge.records import Answer
from tests.quality.asking import ask_all, having_read, share

pytestmark = [pytest.mark.quality, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wired(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Zixue]:
    """A library that has read the samples."""
    async with having_read(samples.paths(), Path(tmp_path_factory.mktemp("samples"))) as wired:
        yield wired


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def measured(wired: Zixue) -> Report:
    """What `zixue eval` reports of the set that ships."""
    cases = sets.read(samples.QUESTIONS.read_text(encoding="utf-8").splitlines())
    trials = await EvaluateAnswers(wired.library, wired.find_passages, wired.answer_question)(cases)
    return report(Run("samples", wired.follow.embedder, None, wired.answer_question.threshold, trials))


async def test_every_suggestion_is_answered_by_a_sample_of_its_own(wired: Zixue) -> None:
    """The three questions a newcomer is offered are answered, each from another source."""
    outcomes = [await wired.answer_question(question) for question in samples.SUGGESTIONS]
    assert all(isinstance(outcome, Answer) for outcome in outcomes)
    assert len({outcome.citations[0].source for outcome in outcomes if isinstance(outcome, Answer)}) == 3


async def test_every_question_names_an_entry_that_is_there(measured: Report) -> None:
    """Else it could not be answered rightly."""
    assert measured.retrieval is not None
    assert measured.retrieval.unmatched == 0
    assert measured.retrieval.questions >= 40
    assert sum(measured.answerability.tiers[tier].questions for tier in ("chatter", "general", "near")) >= 20


async def test_paraphrased_questions_are_answered_from_the_right_entry(measured: Report) -> None:
    """Questions in other words than the text's: most are answered, and mostly from the right entry."""
    assert measured.retrieval is not None
    assert measured.citations.recall is not None
    assert measured.answerability.overall.recall is not None
    assert measured.retrieval.measures["hit@1"].value >= 0.75
    assert measured.retrieval.measures["hit@5"].value >= 0.92
    assert measured.answerability.overall.recall >= 0.9
    assert measured.citations.recall.value >= 0.8


async def test_small_talk_is_not_answered(wired: Zixue, measured: Report) -> None:
    """Chatter never gets an answer; general knowledge hardly ever, even where it shares words with a page."""
    asked = await ask_all(wired, "off_topic_questions.jsonl")
    assert not [one.question for one in asked if one.tier == "chatter" and one.answered]
    assert share([one for one in asked if one.tier == "general"], "answered") <= 0.1
    assert measured.answerability.tiers["chatter"].answered == 0
    assert measured.answerability.tiers["general"].answered <= 1


async def test_extractive_answers_are_verbatim(measured: Report) -> None:
    """Every sentence of an extractive answer stands word for word in the entry that it cites."""
    assert measured.citations.sentences > 100
    assert measured.citations.verbatim == 1
