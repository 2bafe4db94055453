"""The real `zixue` in processes of its own."""

import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from knowledge import samples
from tests.done import Done
from tests.program import ZIXUE, environment

PATIENCE = 90.0
"""Seconds that a process may take on a busy machine before a test gives up."""


@dataclass(slots=True)
class Running:
    """A process with pipes, and its stdout line by line."""

    process: subprocess.Popen[str]
    shown: list[str] = field(default_factory=list)
    _lines: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def __post_init__(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def say(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def until(self, words: str) -> str:
        """The first line from now on that holds the words.

        Raises:
            AssertionError: the process ended, or took too long.
        """
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                line = ""
            assert line, f"no {words!r} in {self.shown}"
            self.shown.append(line)
            if words in line:
                return line

    def end(self, by: signal.Signals | None = None) -> int:
        """The exit code after this signal, or after the end of the input."""
        assert self.process.stdin
        if by is signal.SIGINT and signal.getsignal(by) is signal.SIG_IGN:
            pytest.skip("interrupts are ignored where a shell runs the tests in the background")
        if by is None:
            self.process.stdin.close()
        else:
            self.process.send_signal(by)
        return self.process.wait(PATIENCE)

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")


@dataclass(frozen=True, slots=True)
class Deployment:
    """A working directory in which `zixue` is started, by words alone unless told otherwise."""

    place: Path

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.place / "data"

    def __call__(self, *words: str, typed: str = "", **env: str) -> Done:
        """Run a command to its end."""
        done = subprocess.run(  # noqa: S603  our own program
            [*ZIXUE, *words],
            cwd=self.place,
            env=self._environment(env),
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def shell(self, command: str) -> Done:
        """Run a line of bash, in which `zixue` is a command; its code is that of the last `zixue`."""
        done = subprocess.run(  # noqa: S603  our own program
            ["bash", "-c", f'zixue() {{ "{ZIXUE[0]}" -c "{ZIXUE[2]}" "$@"; }}\n{command}'],  # noqa: S607
            cwd=self.place,
            env=self._environment({}),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, *words: str, **env: str) -> Iterator[Running]:
        """A process that goes on until it is ended; killed where a test fails before that."""
        with subprocess.Popen(  # noqa: S603  our own program
            [*ZIXUE, *words],
            cwd=self.place,
            env=self._environment(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as process:
            try:
                yield Running(process)
            finally:
                process.kill()

    def _environment(self, given: dict[str, str]) -> dict[str, str]:
        return environment({"embedder": "none", "language": "en"}, **{"COLUMNS": "100", **given})


@pytest.fixture
def fresh(tmp_path: Path) -> Deployment:
    """Just installed."""
    return Deployment(tmp_path)


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("read-once")
    assert Deployment(place)("ingest", str(samples.FOLDER)).code == 0
    return place


@pytest.fixture
def ingested(_read_once: Path, tmp_path: Path) -> Deployment:
    """With the samples read, in this test's own copy."""
    shutil.copytree(_read_once, tmp_path, dirs_exist_ok=True)
    return Deployment(tmp_path)
