"""`zixue run`, `chat` and `doctor`."""

import json
import sys
from pathlib import Path

import pytest
from aiogram import Bot, Dispatcher

from bot.cli import main
from bot.cli.running import REFUSED
from bot.conversation import polling
from knowledge import samples
from tests.bot.cli.conftest import Command
from tests.bot.doubles import Recorder, RecordingSession

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
    [(polling.TokenRefused, "check ZIXUE_TELEGRAM_TOKEN"), (polling.TelegramUnreachable, "check the network")],
)
def test_telegram_that_does_not_let_us_in_is_one_sentence(
    command: Command, monkeypatch: pytest.MonkeyPatch, raised: type[Exception], advice: str
) -> None:
    """Without the traceback of the tasks that ran beside it."""

    async def poll(_dispatcher: Dispatcher, _bot: Bot) -> None:
        raise raised

    monkeypatch.setattr(polling, "poll", poll)
    done = command("run", ZIXUE_TELEGRAM_TOKEN=TOKEN)
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert advice in done.err


def test_a_token_starts_the_bot(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same dispatcher as in the terminal gets the bot with this token; its end is no failure."""
    polled: list[tuple[Dispatcher, Bot]] = []

    async def poll(dispatcher: Dispatcher, bot: Bot) -> None:
        polled.append((dispatcher, bot))

    monkeypatch.setattr(polling, "poll", poll)
    assert command("run", ZIXUE_TELEGRAM_TOKEN=TOKEN).code == 0
    ((dispatcher, bot),) = polled
    assert bot.token == TOKEN
    needed = {"converse", "keep_open", "open_questions", "search_entries", "library", "default_language"}
    assert needed <= dispatcher.workflow_data.keys()


@pytest.mark.usefixtures("data")
def test_a_start_is_one_line_in_the_log(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which bot, how much it has read and what it searches with; never the token."""

    async def poll(dispatcher: Dispatcher, bot: Bot) -> None:
        bot.session = RecordingSession(Recorder())
        await dispatcher.emit_startup(bot=bot, **dispatcher.workflow_data)

    monkeypatch.setattr(polling, "poll", poll)
    done = command("run", ZIXUE_TELEGRAM_TOKEN=TOKEN)
    (line,) = [told for told in map(json.loads, done.err.splitlines()) if told["event"] == "polling"]
    assert (line["level"], line["bot"], line["sources"], line["embedder"]) == (
        "info",
        "zixue_bot",
        len(samples.paths()),
        "none",
    )
    assert TOKEN not in done.err


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
