"""What the model is tuned on is not what it is judged by."""

import json
from collections.abc import Iterable
from pathlib import Path

from knowledge.language.folding import fold

QUALITY = Path(__file__).parent
TUNING = QUALITY / "tuning"


def folded(questions: Iterable[str]) -> set[str]:
    """Questions without what punctuation and spaces tell apart."""
    return {"".join(filter(str.isalnum, fold(question))) for question in questions}


def rows(files: Iterable[Path]) -> list[dict[str, object]]:
    """The lines of some files."""
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_no_question_that_judges_was_tuned_on() -> None:
    """Else a good figure would only show that the model knows the question by heart."""
    tuned = folded(question for row in rows(TUNING.glob("*.jsonl")) for question in list(row["questions"]))  # type: ignore[call-overload]
    judged = folded(str(row["question"]) for row in rows(QUALITY.glob("*.jsonl")))
    assert len(tuned) > 6000
    assert not tuned & judged
