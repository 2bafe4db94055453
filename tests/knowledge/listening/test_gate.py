"""The gate at work gives what was fitted."""

import dataclasses

import numpy as np
import pytest

from knowledge.listening.calibrating import Making, fit_all, gate
from knowledge.listening.fitting import Messages, scores
from knowledge.listening.gate import directions, score
from knowledge.records import GateQuality
from tests.fakes import NOON, BagOfWords
from tests.knowledge.listening.group import ASKS, CHATS, LABELS

UNMEASURED = GateQuality(0.0, 0.0, 0.0)
TEXTS = [one.question for one in LABELS]
WANTED = [one.should_answer for one in LABELS]


def test_a_gate_by_words_scores_as_its_fit() -> None:
    """Though it holds hashes and numbers only."""
    messages = Messages.of(TEXTS, None, WANTED)
    fitted = fit_all(messages)
    made = gate(messages, fitted, UNMEASURED, Making(NOON))
    expected = scores(fitted.fit, messages, np.arange(len(TEXTS)))
    np.testing.assert_allclose([score(made, text) for text in TEXTS], expected, atol=1e-4)
    assert score(made, ASKS) > made.threshold > score(made, CHATS)


async def test_a_gate_with_vectors_scores_as_its_fit() -> None:
    """Though it holds no message's vector."""
    embedder = BagOfWords()
    vectors = [await embedder.question(text) for text in TEXTS]
    messages = Messages.of(TEXTS, vectors, WANTED)
    fitted = fit_all(messages)
    made = gate(messages, fitted, UNMEASURED, Making(NOON, "bag"))
    expected = scores(fitted.fit, messages, np.arange(len(TEXTS)))
    given = [score(made, text, vector) for text, vector in zip(TEXTS, vectors, strict=True)]
    np.testing.assert_allclose(given, expected, atol=1e-3)
    assert score(made, ASKS, await embedder.question(ASKS)) > score(made, CHATS, await embedder.question(CHATS))


def test_a_message_of_unknown_words_is_worth_the_bias() -> None:
    """So is one without words; neither breaks it."""
    messages = Messages.of(TEXTS, None, WANTED)
    made = gate(messages, fit_all(messages), UNMEASURED, Making(NOON))
    assert score(made, "") == score(made, "𝄞𝄞𝄞") == made.bias
    assert made.bias < made.threshold


def test_a_gate_holds_no_text() -> None:
    """Nothing in it is a string but the embedder's name."""
    messages = Messages.of(TEXTS, None, WANTED)
    made = gate(messages, fit_all(messages), UNMEASURED, Making(NOON))
    assert not [
        one for one in dataclasses.astuple(made) if isinstance(one, str | list | tuple) and one != (0.0, 0.0, 0.0)
    ]


def test_directions_are_seen_from_the_centre() -> None:
    """What lies at the centre itself has none."""
    rows = np.array([[3.0, 1.0], [1.0, 4.0], [1.0, 1.0]], dtype=np.float32)
    found = directions(rows, np.array([1.0, 1.0], dtype=np.float32))
    np.testing.assert_allclose(found, [[1, 0], [0, 1], [0, 0]], atol=1e-6)
    assert np.linalg.norm(found[0]) == pytest.approx(1)
