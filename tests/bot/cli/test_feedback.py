"""`zixue feedback`."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.wiring import SystemClock
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.opinions import SqlOpinions
from knowledge.evaluating import sets
from knowledge.evaluating.cases import Case, Relevant
from knowledge.records import Cited, Exchange, Fault, Feedback, Meaning, Origin, Thumb
from tests.bot.cli.conftest import Command
from tests.bot.doubles import ENTRY, LONG_ENTRY, SOURCE

GROUP, PRIVATE, PERSON = Origin(-1002345678901, 1, 987654321), Origin(987654321, 1, 987654321, private=True), 123456789
CITED = (Cited(1, ENTRY.id, "门的值", ""),)
GIVEN: list[tuple[str, Origin, tuple[Cited, ...], Thumb, Fault | None]] = [
    ("好题", GROUP, CITED, Thumb.UP, None),
    ("编的题", GROUP, CITED, Thumb.DOWN, Fault.UNSUPPORTED),
    ("偏的题", GROUP, CITED, Thumb.DOWN, Fault.OFF_TOPIC),
    ("半截题", GROUP, CITED, Thumb.DOWN, Fault.INCOMPLETE),
    ("没了的题", GROUP, (Cited(1, "gone", "…", ""),), Thumb.UP, None),
    ("私下的题", PRIVATE, CITED, Thumb.UP, None),
]


@pytest.fixture
def judged(place: Path) -> None:
    """What people think of six answers, just now."""

    async def note() -> None:
        (place / "data").mkdir()
        async with open_engine(place / "data" / "library.sqlite") as engine:
            await SqlLibrary(engine).keep(SOURCE, [ENTRY, LONG_ENTRY], [])
            now = SystemClock().now()
            for question, origin, cited, thumb, fault in GIVEN:
                asked = Exchange(0, origin, now, question, Meaning(question), "answered", "model", "门。[1]", cited)
                number = await SqlExchanges(engine).add(asked)
                await SqlOpinions(engine).give(
                    Feedback(number, PERSON, thumb, now, fault, "说得不对" if fault else None)
                )

    asyncio.run(note())


@pytest.mark.usefixtures("judged")
def test_what_is_thought_is_listed_without_anybodys_id(command: Command) -> None:
    """Questions of private chats only where they are wanted."""
    done = command("feedback", "--json")
    assert [one["question"] for one in done.json["feedback"]] == [one[0] for one in GIVEN[:-1]]
    assert {key: done.json["feedback"][1][key] for key in ("up", "down", "faults", "words")} == {
        "up": 0,
        "down": 1,
        "faults": ["unsupported"],
        "words": ["说得不对"],
    }
    everything = command("feedback", "--json", "--private").out
    assert "私下的题" in everything
    assert not any(str(number) in everything for number in (PERSON, GROUP.user_id, GROUP.chat_id))


@pytest.mark.usefixtures("judged")
def test_a_set_is_what_eval_reads(command: Command, place: Path) -> None:
    """What a liked answer cites is right, what its sources do not say is to be refused; nobody's words are in it."""
    done = command("feedback", "--set", "set.jsonl")
    assert (done.code, done.out) == (0, "")
    lines = (place / "set.jsonl").read_text(encoding="utf-8").splitlines()
    right = (Relevant(SOURCE.path, ENTRY.title),)
    assert sets.read(lines) == [
        Case("feedback-1", "好题", right, tier="liked"),
        Case("feedback-2", "编的题", answerable=False, tier="disliked"),
        Case("feedback-3", "偏的题", tier="disliked"),
        Case("feedback-4", "半截题", right, tier="disliked"),
    ]
    assert json.loads(lines[2])["not"] == [{"path": SOURCE.path, "heading": ENTRY.title}]
    assert "说得不对" not in "".join(lines)
