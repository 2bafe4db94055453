"""The log."""

import asyncio
import json
import logging
import sys
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from telegram.error import TelegramError

from bot.logs import configure, tell_crashes
from bot.publishing.application import application_of
from tests.fakes.telegram_server import TelegramServer, faults

pytestmark = pytest.mark.usefixtures("log")


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was logged; fails where a line is no JSON, or where stdout got any of it."""
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]


def test_our_own_events_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """With level, time in UTC, the module, and their own fields; Chinese stays readable."""
    configure("info")
    structlog.get_logger("bot.wiring").info("started", sources=3, title="自学")
    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"level": "info", "logger": "bot.wiring", "event": "started", "sources": 3, "title": "自学"}


def test_what_a_library_logs_is_json_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Quotes, line breaks and tracebacks stay in their one line."""
    configure("info")
    logging.getLogger("aiogram.event").warning('a "quoted"\n%s', "文")
    try:
        raise ValueError("wrong")  # noqa: TRY301
    except ValueError:
        logging.getLogger("aiogram").exception("failed")
    warned, failed = lines(capsys)
    assert (warned["event"], warned["logger"], warned["level"]) == ('a "quoted"\n文', "aiogram.event", "warning")
    assert 'raise ValueError("wrong")' in failed["exception"]
    assert failed["exception"].endswith("ValueError")


def test_libraries_are_held_to_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    """At info aiogram would log every update, and httpx every address."""
    configure("debug")
    for name in ("aiogram", "httpx2", "sqlalchemy.engine", "asyncio"):
        logging.getLogger(name).info("chatter")
    structlog.get_logger("knowledge.indexing").debug("detail")
    assert [line["event"] for line in lines(capsys)] == ["detail"]


@pytest.mark.parametrize(("level", "count"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_the_level_is_the_least_that_is_logged(capsys: pytest.CaptureFixture[str], level: str, count: int) -> None:
    """For our own modules."""
    configure(level)
    log = structlog.get_logger("bot.conversation")
    for say in (log.debug, log.info, log.warning, log.error):
        say("said")
    assert len(lines(capsys)) == count


def test_setting_it_up_again_replaces_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A command begins quietly; the running bot then follows the operator's level."""
    log = structlog.get_logger("bot.cli")
    configure("warning")
    log.info("hidden")
    configure("info")
    log.info("shown")
    assert [line["event"] for line in lines(capsys)] == ["shown"]


def _fail(words: str) -> None:
    raise ExceptionGroup(words, [ValueError(words), RuntimeError(words)]) from OSError(words)


@pytest.mark.parametrize(("level", "shown"), [("info", False), ("debug", True)])
def test_what_exceptions_say_is_for_the_level_debug(
    capsys: pytest.CaptureFixture[str], level: str, *, shown: bool
) -> None:
    """It may be what somebody wrote; where they come from is told at every level, of each cause and part."""
    configure(level)
    try:
        _fail(f"秘{'密'}")  # put together here, because the line itself is in the traceback
    except ExceptionGroup:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    (line,) = lines(capsys)
    assert ("秘密" in line["exception"]) is shown
    for kind in ("OSError", "ExceptionGroup", "ValueError", "RuntimeError", "in _fail"):
        assert kind in line["exception"]


@pytest.mark.parametrize(
    "told",
    [
        "Cannot connect to https://api.telegram.org/bot1234567890:AA-no_secret-only-for-the-test-0/sendMessage",
        "postgresql://zixue:pass%20word@db/zixue: refused; valkey://:pass%20word@cache",
        'connecting with "pa"ss\\wört and pa%22ss%5Cw%C3%B6rt',
        {"key": ["s-e-c-r-e-t"]},
    ],
)
def test_secrets_are_hidden_wherever_they_stand(capsys: pytest.CaptureFixture[str], told: object) -> None:
    """In our own events and a library's, known ones in any spelling and unknown ones by their shape."""
    configure("debug", ["s-e-c-r-e-t", 'pa"ss\\wört', "event"])
    structlog.get_logger("bot.web").info("told", what=told)
    logging.getLogger("httpx").warning("%s", told)
    logging.getLogger("telegram").error("failed", exc_info=ValueError(told))
    ours, theirs, failed = (str(line) for line in lines(capsys))
    for line in (ours, theirs, failed):
        for secret in ("no_secret", "pass%20word", "s-e-c-r-e-t", "w\xf6rt", "w%C3%B6rt"):
            assert secret not in line
        assert "…" in line


async def test_what_nobody_caught_is_a_line_without_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a task, and at the end of the program: Python's own words would show them."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    configure("info")
    loop = asyncio.get_running_loop()
    tell_crashes(loop)
    loop.call_soon(_fail, "秘密")
    await asyncio.sleep(0)
    sys.excepthook(ValueError, ValueError("秘密"), None)
    failed, crashed = lines(capsys)
    assert (failed["event"], crashed["event"]) == ("task_failed", "crashed")
    assert "in _fail" in failed["exception"]
    assert crashed["exception"] == "ValueError"
    assert "秘密" not in f"{failed}{crashed}"


async def test_what_telegram_answers_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the text of a message in an answer that cannot be read, nor the token in its address."""
    configure("debug")
    async with TelegramServer() as telegram:
        bot = application_of(telegram.token, telegram.url, ZoneInfo("Asia/Shanghai")).bot
        await bot.initialize()
        for fault in (faults.truncate(), faults.flood(1), faults.reset(), faults.gateway()):
            telegram.fail("sendMessage", fault)
            with pytest.raises(TelegramError):
                await bot.send_message(telegram.group().id, "秘密")
        await bot.shutdown()
    assert lines(capsys) == []
