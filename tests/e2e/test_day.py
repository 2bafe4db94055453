"""A scripted day in a busy group: 200 people, 3,000 messages, 150 questions, two who govern, a troll and a flood."""

import asyncio
import sys

import pytest

from tests.e2e.day import reckoning
from tests.e2e.day.governing import broadcasts
from tests.e2e.day.hostile import EVIL, FLOOD, FORGED
from tests.e2e.day.neighbours import ON_THE_PAGE
from tests.e2e.day.people import ADA, BAO, PEOPLE, TROLL
from tests.e2e.day.report import table
from tests.e2e.day.script import ENDS, KILLED, MESSAGES, Day, play

pytestmark = pytest.mark.faults

MOST_A_MINUTE = 20
MOST_EDITS = 3
MOST_OF_A_FLOOD = 20
FLAT = 2.0
"""Mebibytes an hour of the day, in which 125 messages come and 6 questions are answered."""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The day, played once."""
    played = asyncio.run(play(tmp_path_factory.mktemp("day")))
    sys.stdout.write(f"\n{table(played)}\n")
    return played


def test_the_group_is_busy(day: Day) -> None:
    """As many people, messages, topics and questions as there should be, in all four ways."""
    assert len(PEOPLE) == 200
    assert len(day.stage.group.log) >= MESSAGES
    assert len(day.stage.topics) == 4
    assert len(day.asking.asked) == 150
    assert {one.way for one in day.asking.asked} == {"/ask", "mention", "reply", "private"}
    assert len(day.away) == 2


def test_every_question_has_one_answer(day: Day) -> None:
    """None is lost and none is answered twice, although the process was ended and killed in between."""
    assert [day.asking.asked[n] for n, count in reckoning.answered(day).items() if count != 1] == []


def test_nothing_is_said_unasked(day: Day) -> None:
    """Not among 3,000 messages, not to a mention where the group wants quiet, and not to who is banned."""
    assert [one.text for one in reckoning.unasked(day)] == []
    assert [one.text for one in reckoning.to_whom_nothing_is_owed(day)] == []


def test_a_group_is_never_sent_too_much(day: Day) -> None:
    """Messages and edits in any sixty seconds, also around a restart; and of one answer."""
    assert reckoning.busiest_minute(day) <= MOST_A_MINUTE
    assert max(reckoning.edits_of_answers(day)) <= MOST_EDITS


def test_a_flood_leaves_the_others_their_answers(day: Day) -> None:
    """Who commands sixty times gets a minute's questions answered, is told so now and then, and is not heard else."""
    came = reckoning.flood(day)
    assert came["twice"] == 0
    assert came["answered"] <= MOST_OF_A_FLOOD, "six at once, and one in ten seconds for as long as hearing all takes"
    assert came["refused"] <= 2
    assert came.total() == FLOOD


def test_a_troll_changes_nothing(day: Day) -> None:
    """Stolen and forged buttons are refused, no address of his is shown, and his ban holds."""
    told = day.stage.told
    assert "不归你" in told["stolen confirmation"]
    assert len([name for name in told if name.startswith("forged")]) == len(FORGED), "each press is answered"
    audits = reckoning.rows(day, "SELECT DISTINCT actor FROM audits")
    assert {row["actor"] for row in audits} <= {str(ADA.id), str(BAO.id), "clock"}
    said = [one for chat in day.stage.telegram.chats.values() for one in day.stage.telegram.sent(chat)]
    links = [str(one.content.get("entities", "")) + str(one.buttons) for one in said]
    assert not [one for one in links if EVIL in one]
    assert [row["policy"] for row in reckoning.rows(day, "SELECT policy FROM chats WHERE chat_id < 0")] == ["mention"]
    banned = reckoning.rows(day, "SELECT user_id FROM members WHERE banned_until IS NOT NULL")
    assert [row["user_id"] for row in banned] == [TROLL.id]


def test_who_governs_gets_what_they_ask_for(day: Day) -> None:
    """A group is let in, taught and made quiet; a page is read and answers; the announcement comes once."""
    told = day.stage.told
    assert int(told["labels"]) >= 5
    assert ON_THE_PAGE in told["about the page"]
    assert len(broadcasts(day.stage)) == 1
    assert all(told[name] for name in ("/stats", "/health", "/admin", "/audit", "/stats, in the group", "/ban"))


def test_memory_is_flat(day: Day) -> None:
    """After the power cut and the warm-up, the process does not grow from message to message."""
    assert len(day.watch.between(KILLED + 3, ENDS)) > 10
    assert day.watch.slope(KILLED + 3, ENDS) < FLAT


def test_the_log_has_no_failure(day: Day) -> None:
    """Nothing went wrong but what was broken on purpose."""
    assert reckoning.failures(day) == []
    assert "Traceback" not in day.stage.deployment.log
