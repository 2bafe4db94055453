"""Counting answers around what gives them."""

from dataclasses import replace
from typing import cast

import pytest

from bot.conversation.answering.concluding import Conversing
from bot.conversation.answering.counting import CountedConverse
from bot.metrics import Metrics
from knowledge.errors import LibraryUnavailable
from knowledge.governance.prices import Prices
from knowledge.records import Answer, Origin, Unanswered, Usage
from tests.bot.doubles import ANSWER, Answering, talking

_ORIGIN = Origin(7, 1, 7)
_ANSWERED = replace(ANSWER, elapsed_ms={"find": 20.0, "total": 70.0}, dropped=2, usage=Usage(300, 10))


@pytest.mark.parametrize(
    ("outcome", "label"),
    [(_ANSWERED, "extractive"), (Unanswered(), "unanswered"), (LibraryUnavailable(), "LibraryUnavailable")],
)
async def test_what_comes_of_a_question_is_counted(outcome: Answer | Unanswered | Exception, label: str) -> None:
    """By its kind, also where it is a failure, which goes on to whoever asked; with stages and drops."""
    metrics, converse = Metrics(), cast("Conversing", talking(Answering(outcome))["converse"])
    counted: Conversing = CountedConverse(converse, metrics, Prices(2.0, 8.0))
    if isinstance(outcome, Exception):
        with pytest.raises(LibraryUnavailable):
            await counted("什么是门控", _ORIGIN)
    else:
        asked = await counted("什么是门控", _ORIGIN)
        assert asked.outcome == outcome
    shown = metrics.exposition(None, "")[0].decode()
    assert f'zixue_answers_total{{outcome="{label}"}} 1.0' in shown
    if outcome is _ANSWERED:
        assert "zixue_citations_dropped_total 2.0" in shown
        assert 'zixue_model_tokens_total{direction="out"} 10.0' in shown
        assert "zixue_model_cost_total 0.00068" in shown
        assert 'zixue_answer_seconds_sum{stage="total"} 0.07' in shown
