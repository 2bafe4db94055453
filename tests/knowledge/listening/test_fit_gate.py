"""From labels to a measured gate."""

import pytest

from knowledge.listening.fit_gate import FitGate, steps
from knowledge.listening.gate import score
from knowledge.listening.labels import LabelsRefused
from knowledge.listening.message_vectors import MessageVectors
from tests.fakes import NOON, FixedClock, MemoryLibrary
from tests.knowledge.listening.group import ASKS, CHATS, LABELS
from tests.knowledge.listening.speaking import Speaking

APART, REST = LABELS[::4], [one for number, one in enumerate(LABELS) if number % 4]


async def test_words_alone_make_a_gate() -> None:
    """With its quality on messages left out, when it was made, and of how many labels."""
    made = await FitGate(None, FixedClock())(LABELS)
    assert (made.gate.labels, made.gate.fitted_at, made.gate.sense) == (len(LABELS), NOON, None)
    assert made.gate.quality.f1 > 0.9
    assert made.test is None
    assert score(made.gate, ASKS) > made.gate.threshold > score(made.gate, CHATS)


async def test_vectors_go_into_it_where_there_are_any() -> None:
    """Under the name of the embedder; every step is reported, up to the last."""
    done: list[int] = []
    fit = FitGate(MessageVectors(MemoryLibrary(), Speaking()), FixedClock())
    made = await fit(REST, APART, done.append)
    assert made.gate.sense is not None
    assert made.gate.sense.embedder == "speaking"
    assert done == list(range(1, steps(REST, APART) + 1))
    assert made.test is not None
    assert made.test.f1 > 0.8


async def test_what_is_tested_is_not_fitted() -> None:
    """Labels that contradict the group are found wrong, and change nothing of the gate."""
    fit = FitGate(None, FixedClock())
    contrary = [one._replace(should_answer=not one.should_answer) for one in APART]
    right, wrong = await fit(REST, APART), await fit(REST, contrary)
    assert right.test is not None
    assert wrong.test is not None
    assert right.test.f1 > 0.8
    assert wrong.test.f1 < 0.2
    assert right.gate.threshold == wrong.gate.threshold


async def test_labels_that_are_not_enough_are_refused_before_anything_is_embedded() -> None:
    """Embedding takes a minute."""
    embedder = Speaking()
    with pytest.raises(LabelsRefused):
        await FitGate(MessageVectors(MemoryLibrary(), embedder), FixedClock())(LABELS[:12])
    assert embedder.heard == []
