"""Quick successive messages of one person are one turn."""

import datetime as dt

import pytest

from knowledge.reading.conversations.messages import Message
from knowledge.reading.conversations.speech import analyse
from knowledge.reading.conversations.turns import Turn

START = dt.datetime(2024, 3, 1, 20, tzinfo=dt.UTC)


def goes_on(first: str, then: str, *, person: str = "甲", seconds: int = 30, reply_to: int | None = None) -> bool:
    """Whether the second message belongs to the turn of the first."""
    turn = Turn([Message(1, START, "甲", first)], analyse(first))
    later = Message(2, START + dt.timedelta(seconds=seconds), person, then, reply_to)
    return turn.goes_on_with(later, analyse(then))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("我的 loss 不降", "怎么办？"),
        ("怎么调学习率？", "用的是 AdamW"),
        ("BERT 怎么微调？", "BERT 要冻结哪几层？"),
        ("可以试试 warmup", "再把 batch 调小"),
    ],
)
def test_one_goes_on(first: str, then: str) -> None:
    """Background and question, question and detail, two questions about one thing, two parts of an answer."""
    assert goes_on(first, then)


def test_another_turn_begins() -> None:
    """By somebody else, after a pause, with a reply to something else, or with a question about something else."""
    assert not goes_on("怎么调学习率？", "用的是 AdamW", person="乙")
    assert not goes_on("怎么调学习率？", "用的是 AdamW", seconds=400)
    assert not goes_on("怎么调学习率？", "用的是 AdamW", reply_to=99)
    assert not goes_on("怎么调学习率？", "另外有谁了解 onnx 导出吗？")


def test_a_turn_is_all_that_was_said() -> None:
    """Its act is that of the whole."""
    turn = Turn([Message(1, START, "甲", "我的曲线很平")], analyse("我的曲线很平"))
    turn.extend(Message(2, START, "甲", "为什么？"))
    assert turn.text == "我的曲线很平\n为什么？"
    assert turn.speech.act == "question"
