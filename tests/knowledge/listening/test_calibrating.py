"""How good a gate is, measured on what it was not fitted to."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from knowledge.listening.calibrating import fit_all, folds, nested, quality
from knowledge.listening.fitting import Messages
from knowledge.listening.labels import read
from tests.knowledge.listening.group import LABELS

TEXTS = [one.question for one in LABELS]
WANTED = [one.should_answer for one in LABELS]


def test_folds_are_parts_with_the_same_share() -> None:
    """Every message is in one of them, and the same seed makes the same."""
    wanted = np.array([1.0] * 23 + [0.0] * 77)
    parts = folds(wanted, 10, seed=0)
    assert sorted(np.concatenate(parts).tolist()) == list(range(100))
    assert {int(wanted[part].sum()) for part in parts} <= {2, 3}
    assert [part.tolist() for part in folds(wanted, 10, 0)] == [part.tolist() for part in parts]
    assert [part.tolist() for part in folds(wanted, 10, 1)] != [part.tolist() for part in parts]


def test_there_are_never_more_folds_than_messages_of_a_kind() -> None:
    """Each part has one to be tested on."""
    assert len(folds(np.array([1.0] * 5 + [0.0] * 50), 10, 0)) == 5


def test_a_group_that_can_be_learned_is_learned() -> None:
    """And every part is reported."""
    done: list[int] = []
    measured = nested(Messages.of(TEXTS, None, WANTED), report=done.append)
    assert measured.f1 > 0.9
    assert done == list(range(1, 11))


def test_labels_at_random_cannot_be_learned() -> None:
    """What is measured is not what was fitted: chance stays chance."""
    shuffled = WANTED[:]
    Random(5).shuffle(shuffled)  # noqa: S311  nothing to guard
    share = sum(WANTED) / len(WANTED)
    assert (
        nested(Messages.of(TEXTS, None, shuffled)).f1 < 2 * share / (1 + share) + 0.1
    )  # all let through, and a margin


def test_the_curve_has_the_threshold_on_it() -> None:
    """Falling thresholds, rising recall, and what the chosen one gives on messages left out."""
    fitted = fit_all(Messages.of(TEXTS, None, WANTED))
    assert [one.recall for one in fitted.curve] == sorted(one.recall for one in fitted.curve)
    at = [one for one in fitted.curve if one.threshold >= fitted.threshold][-1]
    f1 = 2 * at.precision * at.recall / (at.precision + at.recall)
    assert f1 == pytest.approx(max(2 * p * r / (p + r) for _, p, r in fitted.curve if p + r), abs=0.02)


def test_quality_of_nothing_let_through_is_nothing() -> None:
    """Undefined shares are 0."""
    assert quality([(False, True), (False, False)]) == quality([])
    assert quality([(True, True), (True, False), (False, True)]).f1 == pytest.approx(0.5)


@pytest.mark.shared
def test_words_alone_tell_what_a_real_group_asks(shared: Path) -> None:
    """No worse than n-grams with logistic regression (.76), less the noise of one cross-validation."""
    lines = (shared / "data" / "refusal_hxd_dev.jsonl").read_text(encoding="utf-8").splitlines()
    labels = read(lines)
    assert len(labels) > len(lines) * 0.99
    assert json.loads(lines[0])["question"] == labels[0].question
    messages = Messages.of([one.question for one in labels], None, [one.should_answer for one in labels])
    assert nested(messages, parts=3).f1 > 0.72
