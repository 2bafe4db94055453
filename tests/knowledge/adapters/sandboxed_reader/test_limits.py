import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the platform knows no such limits")

IMPOSED = "from knowledge.adapters.sandboxed_reader import limits; limits.impose()\n"


def outcome(script: str) -> subprocess.CompletedProcess[str]:
    """What comes of a script."""
    return subprocess.run(  # noqa: S603
        (sys.executable, "-c", script), capture_output=True, text=True, check=False, timeout=60
    )


def test_memory_is_limited() -> None:
    """A gigabyte more than there was is too much."""
    assert "MemoryError" in outcome(IMPOSED + "bytes(2**30)").stderr


def test_nothing_can_be_written(tmp_path: object) -> None:
    """Not even a byte to a file."""
    done = outcome(IMPOSED + f"import pathlib; pathlib.Path('{tmp_path}/a').write_bytes(b'x')")
    assert "File too large" in done.stderr


def test_files_are_few() -> None:
    """A hundred cannot be open."""
    assert "Too many open files" in outcome(IMPOSED + "a = [open('/dev/null') for _ in range(100)]").stderr


def test_a_process_ends_itself_in_time() -> None:
    """Although nobody is there to kill it."""
    script = "from knowledge.adapters.sandboxed_reader import limits; limits.end_after(1)\nwhile True: pass"
    assert outcome(script).returncode == -signal.SIGALRM


def test_a_small_process_is_not_swollen() -> None:
    """One that held half a gigabyte is."""
    script = "from knowledge.adapters.sandboxed_reader import limits; {}; print(limits.is_swollen())"
    assert outcome(script.format("pass")).stdout == "False\n"
    assert outcome(script.format("len(b'x' * 2**29)")).stdout == "True\n"


def test_what_started_a_process_does_not_make_it_swollen() -> None:
    """A bot that holds half a gigabyte would have a fresh child for every page."""
    script = (
        "import subprocess, sys; len(b'x' * 2**29); subprocess.run([sys.executable, '-c', "
        "'from knowledge.adapters.sandboxed_reader import limits; print(limits.is_swollen())'], check=True)"
    )
    assert outcome(script).stdout == "False\n"
