"""`zixue stats`."""

import asyncio
import datetime as dt
import json
from pathlib import Path

import pytest

from bot.cli.running import REFUSED
from bot.wiring import SystemClock
from bot.wiring import statistics as wiring
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.records import Exchange, Meaning, Origin
from knowledge.statistics.ports import ChartRefused
from knowledge.statistics.sheets import Sheet
from tests.bot.cli.conftest import Command


class Charts:
    """A `Charts` that writes the title, or draws nothing."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.refuses = refuses

    async def drawn(self, sheet: Sheet) -> bytes:
        """The title."""
        if self.refuses:
            raise ChartRefused
        return sheet.title.encode()


@pytest.fixture
def asked(place: Path) -> None:
    """A question was asked today, and one forty days ago."""

    async def note() -> None:
        (place / "data").mkdir()
        async with open_engine(place / "data" / "library.sqlite") as engine:
            for ago in (0, 40):
                at = SystemClock().now() - dt.timedelta(days=ago)
                origin = Origin(7, ago, 7, private=True)
                exchange = Exchange(
                    0, origin, at, "门控", Meaning("门控"), "answered", "model", elapsed_ms={"total": 5.0}
                )
                await SqlExchanges(engine).add(exchange)

    asyncio.run(note())


@pytest.mark.usefixtures("asked")
def test_numbers_are_printed_as_words_and_as_json(command: Command) -> None:
    """For people, and one object for programs; nobody's number or words are in it."""
    done = command("stats", "--days", "7")
    assert "Use in the last 7 days" in done.out
    assert "1 questions (0 before) by 1" in done.out
    told = json.loads(command("stats", "--json").out)
    assert (len(told["days"]), told["total"]["questions"], told["before"]["questions"]) == (30, 1, 1)
    assert told["total"]["latency_ms"] == {"total": {"p50": 5.0, "p95": 5.0}}
    assert told["total"]["ways"] == {"unknown": 1}


@pytest.mark.usefixtures("asked")
def test_a_chart_is_drawn_into_a_file_or_refused(
    command: Command, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence and with an exit code where it cannot be drawn."""
    monkeypatch.setattr(wiring, "make_charts", Charts)
    assert command("stats", "--chart", "stats.png").code == 0
    assert (place / "stats.png").read_text() == "Use in the last 30 days"
    monkeypatch.setattr(wiring, "make_charts", lambda: Charts(refuses=True))
    refused = command("stats", "--chart", "stats.png")
    assert (refused.code, len(refused.err.splitlines())) == (REFUSED, 1)
