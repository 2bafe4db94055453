"""`zixue questions`."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.cli.running import MISUSED
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.records import Exchange, Meaning, OpenQuestion, Origin
from tests.bot.cli.conftest import Command
from tests.fakes import NOON

CHAT = -1002345678901


@pytest.fixture
def waiting(place: Path) -> None:
    """Two questions are open; the first was asked twice."""

    async def note() -> None:
        (place / "data").mkdir()
        async with open_engine(place / "data" / "library.sqlite") as engine:
            exchanges, listed = SqlExchanges(engine), SqlOpenQuestions(engine)
            for at, text in enumerate(("门控?\x1b[31m", "偏置?")):
                asked = NOON + at * dt.timedelta(hours=1)
                exchange = Exchange(0, Origin(CHAT, 1, 7), asked, text, Meaning(text), "unanswered", "extractive")
                number = await exchanges.add(exchange)
                question = await listed.open(OpenQuestion(0, CHAT, Meaning(text), asked, 0), number)
                if at == 0:
                    await listed.asked_again(question, await exchanges.add(exchange))

    asyncio.run(note())


@pytest.mark.usefixtures("waiting")
def test_open_questions_are_listed(command: Command) -> None:
    """With id, day in the deployment's zone and how often; nothing that somebody wrote moves the cursor."""
    done = command("questions", ZIXUE_ZONE="Pacific/Kiritimati")
    first, second = done.out.splitlines()
    assert first.split()[:2] == ["1", "2026-01-06"]
    assert first.endswith("2×  门控?\ufffd[31m")
    assert second.endswith("1×  偏置?")
    assert (done.code, done.err) == (0, "")


@pytest.mark.usefixtures("waiting")
def test_open_questions_are_listed_as_one_json_object(command: Command) -> None:
    """With exactly these keys."""
    first, _ = command("questions", "--json").json["questions"]
    assert first == {
        "id": 1,
        "chat_id": CHAT,
        "question": "门控?\x1b[31m",
        "times": 2,
        "asked_at": NOON.isoformat(),
        "closed_at": None,
        "entry_id": None,
    }


@pytest.mark.usefixtures("waiting")
def test_a_question_is_closed_by_hand(command: Command) -> None:
    """Then it is listed only where the closed ones are wanted too."""
    done = command("questions", "--close", "1")
    assert (done.code, done.out, done.err) == (0, "", "Open question 1 is closed.\n")
    assert [one["id"] for one in command("questions", "--json").json["questions"]] == [2]
    closed, _ = command("questions", "--json", "--all").json["questions"]
    assert closed["closed_at"]
    assert command("questions", "--all").out.splitlines()[0].endswith("→ -")


@pytest.mark.usefixtures("waiting")
def test_what_is_not_open_cannot_be_closed(command: Command) -> None:
    """In one sentence, and the list as it was."""
    command("questions", "--close", "1")
    for number in ("1", "9"):
        done = command("questions", "--close", number)
        assert (done.code, done.out) == (MISUSED, "")
        assert done.err == f"There is no open question {number}; zixue questions lists them.\n"


def test_an_empty_list_says_so(command: Command) -> None:
    """On stderr; JSON has its one object nonetheless."""
    assert command("questions").err == "There are no open questions.\n"
    assert command("questions", "--json").json == {"questions": []}
