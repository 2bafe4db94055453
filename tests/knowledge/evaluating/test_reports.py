"""From trials to numbers."""

import pytest

from knowledge.evaluating.reports import report
from knowledge.evaluating.trials import Run, Trial

WANTED = (("a",),)
TRIALS = (
    Trial(
        "1", "q", answerable=True, status="answered", tier="known", relevant=WANTED, ranked=("a", "b"), confidence=0.9,
        mode="extractive", cited=("a",), sentences=4, verbatim=3, must=2, must_found=1,
        elapsed_ms={"total": 30.0, "retrieval": 10.0},
    ),
    Trial(
        "2", "q", answerable=True, status="unanswered", tier="known", relevant=WANTED, ranked=("b", "a"),
        confidence=0.1, elapsed_ms={"total": 10.0, "retrieval": 10.0},
    ),
    Trial("3", "q", answerable=True, status="answered", relevant=((),), ranked=("b",), confidence=0.9, cited=("b",)),
    Trial("4", "q", answerable=False, status="unanswered", tier="chatter", confidence=0.05),
    Trial("5", "q", answerable=False, status="answered", tier="near", confidence=0.6, cited=("b",)),
)  # fmt: skip
RUN = Run("set", "none", None, 0.2, TRIALS)


def test_retrieval_is_measured_where_the_answer_is_named() -> None:
    """What the library has not counts as not found, and is told."""
    retrieval = report(RUN).retrieval
    assert retrieval is not None
    assert (retrieval.questions, retrieval.unmatched) == (3, 1)
    assert retrieval.measures["hit@1"].value == pytest.approx(1 / 3)
    assert retrieval.measures["hit@5"].value == pytest.approx(2 / 3)
    assert retrieval.measures["mrr"].value == pytest.approx(0.5)


def test_the_gate_is_measured_as_a_whole() -> None:
    """Two of three answers, two of three answerable."""
    gate = report(RUN).answerability.overall
    assert (gate.questions, gate.answered, gate.right) == (5, 3, 0.6)
    assert [gate.precision, gate.recall, gate.f1] == pytest.approx([2 / 3] * 3)
    assert report(RUN).answerability.intervals["f1"].value == pytest.approx(2 / 3)


def test_a_tier_that_is_not_answerable_is_measured_beside_all_that_is() -> None:
    """Its precision says how many of the answers it spoils."""
    tiers = report(RUN).answerability.tiers
    assert (tiers["chatter"].questions, tiers["chatter"].right, tiers["chatter"].precision) == (1, 1, 1)
    assert [tiers["near"].right, tiers["near"].precision] == pytest.approx([0, 2 / 3])
    assert (tiers["known"].questions, tiers["known"].recall) == (2, 0.5)


def test_citations_are_measured_over_the_answers() -> None:
    """One right, one wrong; quotes and required strings over all."""
    citations = report(RUN).citations
    assert citations.precision is not None
    assert citations.recall is not None
    assert (citations.precision.value, citations.recall.value) == (0.5, 0.5)
    assert (citations.verbatim, citations.sentences, citations.must) == (0.75, 4, 0.5)


def test_latency_is_told_by_stage() -> None:
    """The whole comes last."""
    latency = report(RUN).latency_ms
    assert list(latency) == ["retrieval", "total"]
    assert (latency["total"].p50, latency["total"].p95) == (20, 29)


def test_reliability_counts_every_question() -> None:
    """Right is an answerable question whose first entry is wanted."""
    reliability = report(RUN).reliability
    assert sum(one.questions for one in reliability.bins) == len(TRIALS)
    assert reliability.bins[9].right == 0.5


def test_what_a_set_does_not_tell_is_not_measured() -> None:
    """Of questions that nothing answers there is no retrieval, and no interval of a gate."""
    told = report(Run("set", "none", None, 0.2, TRIALS[3:4]))
    assert told.retrieval is None
    assert told.answerability.intervals == {}
    assert (told.citations.precision, told.citations.verbatim, told.citations.must) == (None, None, None)
    assert told.latency_ms == {}
