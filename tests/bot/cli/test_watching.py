"""`zixue watch`."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.cli.running import MISUSED, REFUSED
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.watches import SqlWatches
from knowledge.records import Watch
from tests.bot.cli.conftest import Command
from tests.fakes import NOON

INSIDE = "http://127.0.0.1:8000/page"
"""Nothing is ever fetched from here: it is this machine."""


@pytest.fixture
def inside(place: Path) -> None:
    """A watch that is due and certain to fail without a network, as one that nobody checked."""

    async def note() -> None:
        (place / "data").mkdir()
        async with open_engine(place / "data" / "library.sqlite") as engine:
            await SqlWatches(engine).watch(Watch(INSIDE, dt.timedelta(hours=1), NOON))

    asyncio.run(note())


def test_an_address_is_noted_and_listed(command: Command) -> None:
    """With how often, when next, and how often it failed."""
    done = command("watch", "HTTPS://E.org/feed?utm_source=chat")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Noted: while the bot runs, https://e.org/feed is read every 6h.\n"
    (line,) = command("watch").out.splitlines()
    assert line.split()[0] == "6h"
    assert line.split()[-2:] == ["0", "https://e.org/feed"]


@pytest.mark.usefixtures("inside")
def test_a_watch_is_due_by_the_deployments_clocks(command: Command) -> None:
    """Wherever the server stands."""
    assert command("watch", ZIXUE_ZONE="Pacific/Kiritimati").out.split()[1:3] == ["2026-01-06", "02:00"]


def test_watches_are_listed_as_one_json_object(command: Command) -> None:
    """With exactly these keys."""
    command("watch", "https://e.org/feed", "--every", "2d")
    done = command("watch", "--json")
    assert (done.code, done.err) == (0, "")
    (one,) = done.json["watches"]
    assert one.keys() == {"url", "every_seconds", "due_at", "failures"}
    assert (one["url"], one["every_seconds"], one["failures"]) == ("https://e.org/feed", 172_800, 0)
    assert dt.datetime.fromisoformat(one["due_at"]).tzinfo is not None


def test_adding_and_ending_can_show_the_list_too(command: Command) -> None:
    """What there is afterwards."""
    assert [one["url"] for one in command("watch", "https://e.org/", "--json").json["watches"]] == ["https://e.org/"]
    assert command("watch", "--stop", "https://e.org/", "--json").json == {"watches": []}


@pytest.mark.parametrize(
    ("given", "shown"),
    [("15m", "15m"), ("90m", "90m"), ("60m", "1h"), ("6H", "6h"), ("24h", "1d"), ("2d", "2d"), ("1w", "1w")],
)
def test_an_interval_is_a_number_and_a_unit(command: Command, given: str, shown: str) -> None:
    """Shown in the largest unit that leaves nothing over."""
    assert command("watch", "https://e.org/", "--every", given).code == 0
    assert command("watch").out.split()[0] == shown


@pytest.mark.parametrize("given", ["soon", "", "6", "h", "-6h", "1.5h", "6 h", "99999w", "１h", "14m", "0m", "6h6m"])
def test_another_interval_is_a_misuse(command: Command, given: str) -> None:
    """One sentence that says how it is written and what is the least; nothing is noted."""
    done = command("watch", "https://e.org/", "--every", given)
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)
    assert "30m, 6h, 2d or 1w, at least 15m" in done.err
    assert command("watch", "--json").json == {"watches": []}


@pytest.mark.parametrize("given", ["notes.md", "e.org", "file:///etc/passwd"])
def test_only_an_address_of_the_web_is_watched(command: Command, given: str) -> None:
    """One sentence; nothing is noted."""
    done = command("watch", given)
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert "http:// or https:// in front" in done.err
    assert command("watch", "--json").json == {"watches": []}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (INSIDE, "private network"),
        ("http://localhost/feed", "private network"),
        ("http://2130706433/", "private network"),
        ("http://user:word@e.org/", "no user name or password"),
        ("http://e.org:22/", "no port of another service"),
        ("http://xn--/", "not a usable address"),
        ("https://xn--zz--.com/", "not a usable address"),
    ],
)
def test_what_is_certainly_never_fetched_is_not_noted(command: Command, given: str, why: str) -> None:
    """One sentence, at once."""
    done = command("watch", given)
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    assert why in done.err
    assert command("watch", "--json").json == {"watches": []}


@pytest.mark.parametrize("given", [".", "notes.md"])
def test_only_an_address_is_ended(command: Command, place: Path, given: str) -> None:
    """One sentence, also for a folder that holds several files."""
    for name in ("a.md", "b.md"):
        (place / name).write_text(name, encoding="utf-8")
    done = command("watch", "--stop", given)
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)


def test_a_watch_is_ended(command: Command) -> None:
    """However its address is written; once."""
    command("watch", "https://e.org/feed")
    done = command("watch", "--stop", "https://E.org/feed#top")
    assert (done.code, done.out) == (0, "")
    assert "is not read again" in done.err
    again = command("watch", "--stop", "https://e.org/feed")
    assert (again.code, again.out, again.err.count("\n")) == (MISUSED, "", 1)
    assert "is not watched" in again.err


def test_no_watches_are_told_with_how_to_add_one(command: Command) -> None:
    """An empty list says nothing to anybody."""
    done = command("watch")
    assert (done.code, done.out) == (0, "")
    assert "zixue watch URL" in done.err


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["--stop"], "needs the address"),
        (["--now", "https://e.org/"], "without an address"),
        (["--now", "--stop"], "without an address"),
    ],
)
def test_options_that_do_not_go_together_are_a_misuse(command: Command, words: list[str], advice: str) -> None:
    """One sentence."""
    done = command("watch", *words)
    assert (done.code, done.out, done.err.count("\n")) == (MISUSED, "", 1)
    assert advice in done.err


@pytest.mark.usefixtures("inside")
def test_what_is_due_is_read_now(command: Command) -> None:
    """What is refused is told with its reason, counted, and due again later."""
    done = command("watch", "--now")
    assert (done.code, done.out) == (REFUSED, "")
    assert f"refused   {INSIDE} (0): " in done.err
    assert "private network" in done.err
    (one,) = command("watch", "--json").json["watches"]
    assert one["failures"] == 1
    assert command("watch", "--now").code == 0


@pytest.mark.usefixtures("inside")
def test_what_was_read_now_is_one_json_object(command: Command) -> None:
    """As of `ingest`."""
    done = command("watch", "--now", "--json")
    assert (done.code, done.err) == (REFUSED, "")
    assert [(one["path"], one["state"]) for one in done.json["sources"]] == [(INSIDE, "refused")]
    assert command("watch", "--now", "--json").json["sources"] == []


@pytest.mark.parametrize("words", [[], ["https://e.org/"], ["--stop", "https://e.org/"]])
def test_an_embedder_that_cannot_be_loaded_does_not_hide_the_watches(command: Command, words: list[str]) -> None:
    """Only reading needs it."""
    command("watch", "https://e.org/")
    assert command("watch", *words, ZIXUE_EMBEDDER="no.such.Class").code == 0
