"""How well questions that lean on a thread are told from those that stand by themselves, and what is made of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.finding.question import understand
from knowledge.language.folding import fold
from knowledge.records import Turn

_SETS = Path(__file__).with_name("understanding")


def share(name: str, *, unchanged: bool) -> float:
    """The share (0..1) of a set's questions that came out as they should."""
    rows = [json.loads(line) for line in (_SETS / name).read_text(encoding="utf-8").splitlines()]
    right = [is_right(row) for row in rows if row.get("unchanged", False) is unchanged]
    return sum(right) / len(right)


def is_right(row: dict[str, Any]) -> bool:
    """Whether a question says what it is about, or is what it was."""
    whole = understand(row["question"], thread=[Turn(before) for before in row["thread"]]).text
    if row.get("unchanged"):
        return bool(whole == row["question"])
    said = fold(whole).replace(" ", "")
    missing = [about for about in row["about"] if fold(about).replace(" ", "") not in said]
    return not missing and not any(fold(other) in fold(whole) for other in row.get("not", []))


@pytest.mark.parametrize(
    ("name", "leaning", "standing"),
    [("follow_ups.jsonl", 0.95, 1), ("follow_ups_held_out.jsonl", 0.9, 1), ("follow_ups_exam.jsonl", 0.8, 1)],
)
def test_follow_ups_are_told_and_completed(name: str, leaning: float, standing: float) -> None:
    """The first set was fitted on; of the others some were looked at afterwards."""
    assert share(name, unchanged=False) >= leaning
    assert share(name, unchanged=True) >= standing
