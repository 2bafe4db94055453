"""`zixue run`, `chat` and `doctor`."""

import re
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import serving
from bot.cli import main
from bot.cli.running import REFUSED
from bot.conversation.connecting.polling import TokenRefused
from bot.settings import Settings
from bot.web.server import AddressRefused
from knowledge import samples
from tests.bot.cli.conftest import Command

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105  of nobody


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize("name", ["chat", "run"])
def test_without_a_token_the_bot_is_in_the_terminal(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """The first start reads the samples; a number asks a suggestion; the end of the input is the end."""
    (place / "typed").write_text("1\n/nothing\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["zixue", name])
    with (place / "typed").open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as ended:
            main()
    shown = capsys.readouterr()
    assert ended.value.code == 0
    assert "[1]" in shown.out.partition("› 1\n")[2]
    assert "/help lists what I can do" in shown.out
    assert shown.err.count("new ") == len(samples.paths())


@pytest.mark.usefixtures("command", "data")
def test_a_chat_with_a_closed_stdin_ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As under a supervisor; what was read before is not read again."""
    monkeypatch.setattr(sys, "argv", ["zixue", "chat"])
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().err == ""


def test_a_token_that_is_none_is_refused(command: Command, place: Path) -> None:
    """One sentence, before a library is made."""
    done = command("run", ZIXUE_TELEGRAM_TOKEN="x")  # noqa: S106
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert "check ZIXUE_TELEGRAM_TOKEN" in done.err
    assert not (place / "data").exists()


@pytest.mark.parametrize(
    ("raised", "advice"),
    [(TokenRefused(), "check ZIXUE_TELEGRAM_TOKEN"), (AddressRefused("127.0.0.1", 80), "port 80 of 127.0.0.1")],
)
def test_a_start_that_cannot_succeed_is_one_sentence(
    command: Command, monkeypatch: pytest.MonkeyPatch, raised: Exception, advice: str
) -> None:
    """Without the traceback of the tasks that ran beside it."""

    async def refuse(_: Settings) -> int:
        raise raised

    monkeypatch.setattr(serving, "serve", refuse)
    done = command("run", ZIXUE_TELEGRAM_TOKEN=TOKEN)
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert advice in done.err


def test_a_token_starts_the_bot(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the settings as they are; its end is no failure."""
    served: list[Settings] = []

    async def note(settings: Settings) -> int:
        served.append(settings)
        return 0

    monkeypatch.setattr(serving, "serve", note)
    done = command("run", ZIXUE_TELEGRAM_TOKEN=TOKEN)
    assert (done.code, done.err) == (0, "")
    (settings,) = served
    assert settings.telegram_token == SecretStr(TOKEN)


@pytest.mark.usefixtures("data")
def test_the_doctor_tells_a_line_a_part(command: Command) -> None:
    """Code 0 where nothing is wrong; `--local` asks nobody."""
    done = command("doctor", "--local")
    assert (done.code, done.err) == (0, "")
    assert [line.split()[:2] for line in done.out.splitlines()] == [
        ["ok", "disk"],
        ["warning", "embedder"],
        ["ok", "library"],
        ["ok", "index"],
    ]


def test_the_doctor_fails_where_there_is_a_problem(command: Command, place: Path) -> None:
    """So that a health check can build on it."""
    (place / "data").touch()
    done = command("doctor", "--local", "--json")
    assert (done.code, done.err) == (REFUSED, "")
    problems = [one for one in done.json["findings"] if one["state"] == "problem"]
    assert [one["part"] for one in problems] == ["library", "index"]
    assert problems[0].keys() == {"part", "state", "told"}


def test_the_code_is_shown_again_as_long_as_there_is_no_admin(command: Command) -> None:
    """The same one, on stdout; without a token it would be of no use."""
    first, again = (command("setup-code", ZIXUE_TELEGRAM_TOKEN=TOKEN) for _ in range(2))
    assert (first.code, first.out) == (0, again.out)
    assert re.search(r"/setup [a-z2-9]{12} ", first.out)
    settled = command("setup-code", ZIXUE_TELEGRAM_TOKEN=TOKEN, ZIXUE_ADMINS="[7]")
    assert (settled.code, settled.out, "/role" in settled.err) == (REFUSED, "", True)
    bare = command("setup-code")
    assert (bare.code, "ZIXUE_TELEGRAM_TOKEN" in bare.err) == (REFUSED, True)
