"""Opening sets and runs."""

from pathlib import Path

import pytest

from bot.cli.evaluation_sets import open_run, open_set, save_run
from knowledge.evaluating.trials import Run, Trial


def test_the_set_of_the_samples_is_opened_without_a_path() -> None:
    """It is part of what is installed."""
    given = open_set(None, None)
    assert (given.name, given.passages) == ("questions.jsonl", ())
    assert len(given.cases) >= 60


def test_a_file_beside_judgements_need_not_belong_to_them(tmp_path: Path) -> None:
    """Its own lines tell."""
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    (tmp_path / "set.jsonl").write_text('{"id": "1", "question": "q", "answerable": false}\n', encoding="utf-8")
    assert [case.id for case in open_set(tmp_path / "set.jsonl", None).cases] == ["1"]


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Every field of every trial."""
    trial = Trial(
        "1", "问\ud7ff", answerable=True, status="answered", tier="t", relevant=(("a", "b"), ()), ranked=("a",),
        confidence=0.25, mode="extractive", cited=("a",), sentences=2, verbatim=1, must=1, elapsed_ms={"total": 1.5},
    )  # fmt: skip
    run = Run("set", "none", None, 0.2, (trial,))
    save_run(run, tmp_path / "run.json")
    assert open_run(tmp_path / "run.json") == run


@pytest.mark.parametrize("text", ["", "[]", '{"set": "x"}', '{"set": "x", "trials": 1}'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    """Before anything is asked."""
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="validation error"):
        open_run(tmp_path / "run.json")


@pytest.mark.shared
def test_the_development_retrieval_sets_are_opened(shared: Path) -> None:
    """With their passages."""
    for name, queries, passages in (("retrieval_zh", 3000, 3344), ("retrieval_xling", 1190, 240)):
        given = open_set(shared / "data" / name, None)
        assert (len(given.cases), len(given.passages)) == (queries, passages)
