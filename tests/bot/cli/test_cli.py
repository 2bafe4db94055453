"""`zixue` itself: its help, and how it ends."""

import errno
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

import bot.cli
from bot.cli import app, main
from bot.cli.running import REFUSED
from tests.bot.cli.conftest import Command

COMMANDS = (
    "run",
    "chat",
    "doctor",
    "setup-code",
    "ask",
    "search",
    "ingest",
    "sources",
    "entries",
    "reindex",
    "watch",
    "questions",
    "stats",
    "audit",
    "eval",
    "feedback",
    "calibrate",
    "backup",
    "restore",
    "migrate",
    "issue",
    "members",
    "outbox",
    "inbox",
)


def ends(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    """The exit code of the program."""
    monkeypatch.setattr(sys, "argv", ["zixue", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_help_lists_every_command_with_a_sentence(command: Command) -> None:
    """In the order in which somebody new needs them."""
    done = command("--help")
    listed = re.findall(r"^  ([a-z][a-z-]*)  +\S.*\.$", done.out, re.MULTILINE)
    assert (done.code, done.err, tuple(listed)) == (0, "", COMMANDS)


def test_no_command_shows_the_help(command: Command) -> None:
    """With the code of a misuse."""
    done = command()
    assert done.code == 2
    assert "Commands:" in done.out + done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_its_options(command: Command, name: str) -> None:
    """No option is left without words."""
    done = command(name, "--help")
    options = re.findall(r"^  --.*$", done.out, re.MULTILINE)
    assert options
    assert all(re.match(r"  --\S+( <[^>]+>| [A-Z|]+| FILE\.[a-z]+)?  +\S", option) for option in options), options
    assert done.code == 0


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"run", "chat"}])
def test_every_command_that_tells_something_can_tell_it_as_json(command: Command, name: str) -> None:
    """For scripts; where a command only has others, the one that lists."""
    listing = ("list",) if name in {"issue", "members"} else ()
    assert "--json" in command(name, *listing, "--help").out


def test_an_unknown_option_is_refused(command: Command) -> None:
    """On stderr, with a way to the help."""
    done = command("ask", "x", "--no-such")
    assert (done.code, done.out) == (2, "")
    assert "zixue ask --help" in done.err


def test_an_interrupt_is_a_quiet_end(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The shell's own code for it, and no traceback."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bot.cli, "app", interrupted)
    assert ends(monkeypatch) == 130
    assert capsys.readouterr() == ("", "\n")


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk behind stdout."""
    monkeypatch.setattr(sys, "stdout", Full())
    assert ends(monkeypatch, "--help") == REFUSED
    assert capsys.readouterr().err == "zixue: [Errno 28] No space left on device\n"


@pytest.mark.usefixtures("command", "data")
def test_half_a_character_is_written_as_its_escape(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """Rather than a traceback; what comes out is JSON that reads back to what went in."""
    (place / "questions.jsonl").write_text('{"question": "\\ud800 梯度"}\n', encoding="utf-8")
    written = io.BytesIO()
    stdout = io.TextIOWrapper(written, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert ends(monkeypatch, "search", "--batch", "questions.jsonl") == 0
    told = json.loads(written.getvalue())
    assert told["question"] == "\ud800 梯度"
    assert told["results"]


def test_commands_are_in_the_order_of_the_help() -> None:
    """A command that is added is added to this file."""
    named = [one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands]
    groups = [one.name for one in app.registered_groups]
    assert (*named, *groups) == COMMANDS
