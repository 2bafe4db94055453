"""A thread becomes an entry."""

import datetime as dt

from knowledge.reading.conversations.messages import Message, Part, Role, Thread
from knowledge.reading.conversations.question_answers import LONGEST_TITLE, draft, title
from knowledge.records import Link

TIME = dt.datetime(2024, 3, 1, 20, tzinfo=dt.UTC)


def part(role: Role, person: str, *texts: str) -> Part:
    """What one person said."""
    return Part(role, tuple(Message(1, TIME, person, text) for text in texts))


def test_a_short_question_is_the_heading() -> None:
    """The names stand in headings, so that no sentence that is quoted has one in it."""
    thread = Thread(
        (part(Role.QUESTION, "小北", "怎么调学习率？"), part(Role.ANSWER, "老周", "先试 1e-3。", "再看曲线。"))
    )
    made = draft(thread, "答疑", "https://t.me/c/1/2")
    assert made.title == "怎么调学习率？"
    assert made.text == "## 小北 问：怎么调学习率？\n\n## 老周 答\n\n先试 1e-3。\n\n再看曲线。"
    assert (made.author, made.date, made.section, made.url) == ("老周", TIME.date(), "答疑", "https://t.me/c/1/2")


def test_a_long_question_keeps_its_background() -> None:
    """All of it stands below the asker's name; the title is the sentence that asks."""
    thread = Thread(
        (part(Role.QUESTION, "小北", "我在训 GAN。\n判别器太强怎么办？"), part(Role.ANSWER, "老周", "加噪声。"))
    )
    made = draft(thread)
    assert made.title == "判别器太强怎么办？"
    assert made.text.startswith("## 小北 问\n\n我在训 GAN。\n判别器太强怎么办？\n\n## 老周 答")


def test_who_answers_most_is_the_author() -> None:
    """By messages."""
    parts = (
        part(Role.QUESTION, "甲", "为什么？"),
        part(Role.ANSWER, "乙", "因为。"),
        part(Role.ANSWER, "丙", "一。", "二。"),
    )
    assert draft(Thread(parts)).author == "丙"


def test_numbers_are_hidden_and_mentions_lose_their_sign() -> None:
    """A name that is shown calls nobody."""
    thread = Thread((part(Role.QUESTION, "甲", "怎么报名？"), part(Role.ANSWER, "乙", "@老周 打 13812345678 问一下")))
    assert draft(thread).text.endswith("老周 打 〔已隐去〕 问一下")


def test_links_are_kept() -> None:
    """Named ones and bare ones."""
    thread = Thread(
        (part(Role.QUESTION, "甲", "有教程吗？"), part(Role.ANSWER, "乙", "[这篇](https://a.org/x) 和 https://b.org/y"))
    )
    assert set(draft(thread).links) == {Link("https://a.org/x", "这篇"), Link("https://b.org/y")}


def test_a_title_is_short() -> None:
    """Cut at a clause, without the greeting, in one line."""
    assert title("大家好，请问 怎么调参？") == "怎么调参？"
    long = title("为什么" + "我的模型在验证集上很好，" * 12 + "测试集上却很差？")
    assert len(long) <= LONGEST_TITLE
    assert long.endswith("…")
