"""The charts of `zixue eval --plot`."""

from pathlib import Path

from bot.cli.charts import draw, draw_listen_gate
from knowledge.evaluating.answerability import Operating
from knowledge.evaluating.reports import report
from knowledge.evaluating.trials import Run, Trial

PNG = b"\x89PNG\r\n\x1a\n"


def drawn(folder: Path, *trials: Trial) -> set[str]:
    """The names of the charts of a run of these."""
    run = Run("集", "none", None, 0.2, trials)
    files = draw(run, report(run), folder)
    assert all(path.read_bytes().startswith(PNG) for path in files)
    return {path.stem for path in files}


def test_a_whole_run_gives_every_chart(tmp_path: Path) -> None:
    """In a folder that is made."""
    trials = (
        Trial(
            "1", "q", answerable=True, status="answered", relevant=(("a",),), ranked=("a",), confidence=1.0,
            elapsed_ms={"retrieval": 2.0, "total": 5.0},
        ),
        Trial("2", "q", answerable=False, status="unanswered"),
    )  # fmt: skip
    assert drawn(tmp_path / "new" / "charts", *trials) == {"gate", "hits", "latency", "reliability"}


def test_what_a_run_does_not_tell_is_not_drawn(tmp_path: Path) -> None:
    """No curve of a gate that had nothing to tell apart."""
    assert drawn(tmp_path, Trial("1", "q", answerable=False, status="unanswered")) == {"reliability"}


def test_the_trade_off_of_a_listen_gate_is_drawn(tmp_path: Path) -> None:
    """Also where no message is as high as the threshold."""
    points = [Operating(0.9, 1.0, 0.5), Operating(0.4, 0.6, 1.0)]
    for threshold in (0.5, 2.0):
        file = draw_listen_gate(points, threshold, tmp_path / "new")
        assert file.read_bytes().startswith(PNG)
        assert file.stem == "listen_gate"
