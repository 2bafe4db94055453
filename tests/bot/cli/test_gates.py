"""The tables of a calibration."""

from dataclasses import replace

import numpy as np
import pytest

from bot.cli.gates import at_recalls, print_calibration
from knowledge.evaluating.answerability import Operating, curve
from knowledge.listening.fit_gate import Calibration
from knowledge.records import GateQuality, ListenGate, Sense
from tests.fakes import NOON
from tests.knowledge.listening.group import LABELS

NONE = np.zeros(0, dtype=np.float32)
GATE = ListenGate(np.zeros(0, dtype=np.uint32), NONE, 0.0, 0.45, GateQuality(0.5, 0.25, 1 / 3), 108, NOON)
POINTS = (Operating(0.9, 1.0, 0.1), Operating(0.5, 0.8, 0.4), Operating(0.3, 0.5, 1.0))


def test_every_tenth_of_the_recall_has_its_most_precise_point() -> None:
    """None of them twice, all of the recall first."""
    assert list(at_recalls(POINTS)) == [POINTS[2], POINTS[1], POINTS[0]]


def test_a_long_curve_becomes_ten_rows() -> None:
    """However many messages there are."""
    rng = np.random.default_rng(2)
    wanted = rng.random(500) < 0.3
    points = curve((rng.normal(size=500) + wanted).tolist(), wanted.tolist())
    rows = list(at_recalls(points))
    assert 5 < len(rows) <= 10
    assert rows[0].recall == 1
    assert [one.precision for one in rows] == sorted(one.precision for one in rows)


def test_the_chosen_threshold_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """At the point that it passes."""
    print_calibration(Calibration(GATE, POINTS, None), (LABELS, []), "en")
    lines = capsys.readouterr().out.splitlines()
    (marked,) = [line for line in lines if "←" in line]
    assert marked.split()[:3] == ["0.500", "0.800", "0.400"]
    assert "108 labels, 40 of them to be answered; vectors: none" in lines


def test_quality_is_told_with_and_without_a_test(capsys: pytest.CaptureFixture[str]) -> None:
    """Precision, recall and F1, beside the embedder's name."""
    sense = Sense("e5", NONE, NONE, np.zeros((0, 0), dtype=np.float32))
    made = Calibration(replace(GATE, sense=sense), POINTS, GateQuality(0.875, 0.75, 0.808))
    print_calibration(made, (LABELS, LABELS[:7]), "zh")
    out = capsys.readouterr().out
    assert "向量 e5" in out
    (nested,) = [line.split() for line in out.splitlines() if line.startswith("嵌套交叉验证")]
    (test,) = [line.split() for line in out.splitlines() if line.startswith("测试集（7")]
    assert nested[1:] == ["0.500", "0.250", "0.333"]
    assert test[-4:] == ["0.875", "0.750", "0.808", "0.450"]
