"""Open questions as messages."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.catalogue import Words
from bot.rendering import Audience, now_answered, plain, questions
from knowledge.records import Meaning, OpenQuestion
from tests.bot.doubles import ENTRY
from tests.fakes import NOON

ZH = Audience("zh", "zixue_bot")
QUESTION = OpenQuestion(1, -100, Meaning("a < b 吗"), NOON, 0, times=3)


def test_a_question_is_listed_with_how_often_and_since_when() -> None:
    """What people wrote is no markup."""
    (page,) = questions([QUESTION], ZH)
    assert "a &lt; b 吗" in page
    assert "问过 3 次 · 2026-01-05" in page


def test_the_day_of_a_question_is_the_readers() -> None:
    """Noon in Greenwich is the next day on Kiritimati."""
    (page,) = questions([QUESTION], replace(ZH, zone=ZoneInfo("Pacific/Kiritimati")))
    assert "2026-01-06" in page


def test_a_question_that_was_asked_once_is_not_counted() -> None:
    """Once goes without saying."""
    (page,) = questions([replace(QUESTION, times=1)], ZH)
    assert "次" not in page


def test_a_long_question_is_shortened() -> None:
    """On one line."""
    (page,) = questions([replace(QUESTION, meaning=Meaning("很长\n" * 200))], ZH)
    assert "很长 很长" in page
    assert page.count("很长") < 100


def test_an_empty_list_says_so() -> None:
    """One sentence."""
    assert questions([], ZH) == [Words.NO_OPEN_QUESTIONS.say("zh")]


def test_the_news_names_question_and_entry() -> None:
    """The entry opens in the chat with the bot."""
    (news,) = now_answered("门控?", ENTRY, ZH)
    assert "start=e_e1" in news
    first, second = plain(news).splitlines()
    assert first == Words.NOW_ANSWERED.say("zh", question="门控?")
    assert second.startswith(ENTRY.title)
