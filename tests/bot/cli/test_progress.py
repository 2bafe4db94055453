"""What `zixue ingest` shows."""

import io

import pytest
from rich.console import Console

from bot.cli import progress
from bot.cli.progress import Progress
from knowledge.records import Ingested, SourceState, VectorCount

NEW = Ingested("a.md", SourceState.NEW, "s1", "outline", 2, 3)
REFUSED = Ingested("b.md", SourceState.REFUSED, reason="empty")


def test_without_a_terminal_there_is_a_line_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, with the reason of a refusal, and the counts at the end; no bar."""
    with Progress("en", quiet=False) as shown:
        shown.expect(2)
        shown.source(NEW)
        shown.source(REFUSED)
        shown.vectors(VectorCount(1, 2))
        shown.summary([NEW, REFUSED], VectorCount(3, 0))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "new       a.md (2)",
        "refused   b.md (0): It is empty; give a file that has text.",
        "1 new, 0 changed, 0 unchanged, 0 removed, 1 refused; 2 entries, 3 passages, 0 vectors pending.",
    ]


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside JSON."""
    with Progress("zh", quiet=True) as shown:
        shown.source(REFUSED)
        shown.summary([REFUSED], VectorCount(0, 0))
    assert capsys.readouterr() == ("", "")


def test_a_name_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets in a file name are shown as they are, however long it is."""
    name = "[bold]" * 40 + "[/x].md"
    with Progress("en", quiet=False) as shown:
        shown.source(Ingested(name, SourceState.NEW, entries=1))
    assert f"{name} (1)\n" in capsys.readouterr().err


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor break one line a source."""
    with Progress("en", quiet=False) as shown:
        shown.source(Ingested("a\n\x1b[31m.md", SourceState.NEW, entries=1))
    assert capsys.readouterr().err == "new       a\ufffd\ufffd[31m.md (1)\n"


def test_on_a_terminal_a_bar_takes_the_place_of_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only refusals stay."""
    screen = io.StringIO()

    def terminal(**_: object) -> Console:
        return Console(file=screen, force_terminal=True, width=100, highlight=False)

    monkeypatch.setattr(progress, "Console", terminal)
    with Progress("en", quiet=False) as shown:
        shown.expect(2)
        shown.source(NEW)
        shown.source(REFUSED)
        shown.vectors(VectorCount(3, 1))
    assert "a.md" not in screen.getvalue()
    assert "b.md (0): It is empty" in screen.getvalue()
    assert "embedding" in screen.getvalue()
    assert "3/4" in screen.getvalue()
